package org.downloadtoken.http;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
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
import org.downloadtoken.metrics.Outcome;

/** The way of a mint request: validate, authenticate, limit, ask for access, mint, respond, record. */
record MintDownloadTokenHandler(
        ContractValidator validator,
        CallerAuthenticator authenticator,
        MintLimit limit,
        DatasetAccess access,
        MintedResponses responses,
        MintRecords records)
        implements Handler<RoutingContext> {

    private static final CharSequence JSON = HttpHeaders.createOptimized("application/json");

    @Override
    public void handle(RoutingContext context) {
        long receivedAt = System.nanoTime();
        try {
            decide(context, validator.datasetId(context.pathParam("dataset_id")), receivedAt);
        } catch (InvalidDatasetId | MalformedRequest malformed) {
            context.fail(malformed);
            records.malformed(outcome(malformed), receivedAt);
        }
    }

    private void decide(RoutingContext context, UUID datasetId, long receivedAt) {
        HttpServerRequest request = context.request();
        try {
            Caller caller = authenticate(request);
            ask(request, new AccessQuestion(datasetId, caller, Use.MINT))
                    .map(responses::body)
                    .onSuccess(body -> {
                        respond(context, body);
                        records.decided(request, datasetId, Optional.of(caller), Outcome.GRANTED, receivedAt);
                    })
                    .onFailure(failure -> refuse(context, failure, datasetId, Optional.of(caller), receivedAt));
        } catch (InvalidCredentials | RateLimited refused) {
            refuse(context, refused, datasetId, Optional.empty(), receivedAt);
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

    private static void respond(RoutingContext context, Buffer body) {
        context.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, JSON)
                .putHeader(HttpHeaders.CACHE_CONTROL, ProblemHandler.NO_STORE)
                .end(body);
    }

    private void refuse(
            RoutingContext context, Throwable failure, UUID datasetId, Optional<Caller> caller, long receivedAt) {
        context.fail(failure);
        records.decided(context.request(), datasetId, caller, outcome(failure), receivedAt);
    }

    private static Outcome outcome(Throwable failure) {
        return Outcome.ofStatus(Problem.of(failure).status());
    }
}
