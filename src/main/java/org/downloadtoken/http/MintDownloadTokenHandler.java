package org.downloadtoken.http;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.UUID;
import org.downloadtoken.access.AccessAnswer.Granted;
import org.downloadtoken.access.AccessQuestion;
import org.downloadtoken.access.AccessQuestion.Use;
import org.downloadtoken.access.DatasetAccess;
import org.downloadtoken.caller.Caller;
import org.downloadtoken.caller.CallerAuthenticator;
import org.downloadtoken.caller.InvalidCredentials;
import org.downloadtoken.limit.Charge;
import org.downloadtoken.limit.RateLimited;
import org.downloadtoken.metrics.CallerKind;
import org.downloadtoken.metrics.Outcome;
import org.downloadtoken.metrics.TokenMetrics;

/** The way of a mint request: validate, authenticate, limit, ask for access, mint, respond. */
record MintDownloadTokenHandler(
        ContractValidator validator,
        CallerAuthenticator authenticator,
        MintLimit limit,
        DatasetAccess access,
        MintedResponses responses,
        TokenMetrics metrics)
        implements Handler<RoutingContext> {

    private static final CharSequence JSON = HttpHeaders.createOptimized("application/json");

    @Override
    public void handle(RoutingContext context) {
        long receivedAt = System.nanoTime();
        try {
            UUID datasetId = validator.datasetId(context.pathParam("dataset_id"));
            Caller caller = authenticate(context.request());
            ask(context.request(), new AccessQuestion(datasetId, caller, Use.MINT))
                    .map(responses::body)
                    .onSuccess(body -> respond(context, body, CallerKind.of(caller), receivedAt))
                    .onFailure(failure -> refuse(context, failure, CallerKind.of(caller), receivedAt));
        } catch (InvalidDatasetId | MalformedRequest | InvalidCredentials | RateLimited refused) {
            refuse(context, refused, CallerKind.UNRESOLVED, receivedAt);
        }
    }

    /** A credential that does not hold costs what an anonymous request does, else guessing would be free. */
    private Caller authenticate(HttpServerRequest request) {
        try {
            return authenticator.authenticate(request.headers(), Query.of(request.query()));
        } catch (InvalidCredentials invalid) {
            limit.charge(request, Caller.ANONYMOUS);
            throw invalid;
        }
    }

    private Future<Granted> ask(HttpServerRequest request, AccessQuestion question) {
        try {
            Charge charge = limit.charge(request, question.caller());
            return limit.settled(charge, access.ask(question));
        } catch (RateLimited limited) {
            return Future.failedFuture(limited);
        }
    }

    private void respond(RoutingContext context, Buffer body, CallerKind caller, long receivedAt) {
        context.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, JSON)
                .putHeader(HttpHeaders.CACHE_CONTROL, ProblemHandler.NO_STORE)
                .end(body);
        metrics.answered(Outcome.GRANTED, caller, System.nanoTime() - receivedAt);
    }

    private void refuse(RoutingContext context, Throwable failure, CallerKind caller, long receivedAt) {
        context.fail(failure);
        metrics.answered(Outcome.ofStatus(Problem.of(failure).status()), caller, System.nanoTime() - receivedAt);
    }
}
