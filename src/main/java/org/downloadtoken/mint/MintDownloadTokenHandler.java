package org.downloadtoken.mint;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.UUID;
import org.downloadtoken.access.DatasetAccess;
import org.downloadtoken.access.policy.AccessDecision.Granted;
import org.downloadtoken.access.policy.AccessRequest;
import org.downloadtoken.access.policy.AccessRequest.Use;
import org.downloadtoken.failure.Outcome;
import org.downloadtoken.ratelimit.Consumption;
import org.downloadtoken.ratelimit.RateLimited;
import org.downloadtoken.server.InvalidDatasetId;
import org.downloadtoken.server.MalformedRequest;
import org.downloadtoken.server.Problem;
import org.downloadtoken.server.ProblemHandler;
import org.downloadtoken.server.QueryParameters;
import org.downloadtoken.server.contract.DatasetIdParser;
import org.downloadtoken.session.Caller;
import org.downloadtoken.session.CallerAuthenticator;
import org.downloadtoken.session.InvalidCredentials;

/** The way of a mint request: validate, authenticate, limit, ask for access, mint, respond, record. */
public record MintDownloadTokenHandler(
        DatasetIdParser datasetIds,
        CallerAuthenticator authenticator,
        MintRateLimit limit,
        DatasetAccess access,
        TokenResponseCache responses,
        MintRecorder records)
        implements Handler<RoutingContext> {

    private static final CharSequence JSON = HttpHeaders.createOptimized("application/json");

    @Override
    public void handle(RoutingContext context) {
        long receivedAt = System.nanoTime();
        try {
            decide(context, datasetIds.parse(context.pathParam("dataset_id")), receivedAt);
        } catch (InvalidDatasetId | MalformedRequest malformed) {
            context.fail(malformed);
            records.malformed(outcome(malformed), receivedAt);
        }
    }

    private void decide(RoutingContext context, UUID datasetId, long receivedAt) {
        HttpServerRequest request = context.request();
        try {
            Caller caller = authenticate(request);
            ask(request, new AccessRequest(datasetId, caller, Use.MINT))
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
            return authenticator.authenticate(request.headers(), QueryParameters.of(request.query()));
        } catch (InvalidCredentials invalid) {
            limit.charge(request, Caller.ANONYMOUS);
            throw invalid;
        }
    }

    private Future<Granted> ask(HttpServerRequest request, AccessRequest question) {
        try {
            Consumption charge = limit.charge(request, question.caller());
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
