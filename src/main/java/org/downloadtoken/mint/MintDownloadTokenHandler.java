package org.downloadtoken.mint;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.downloadtoken.access.DatasetAccess;
import org.downloadtoken.access.policy.AccessDecision.Granted;
import org.downloadtoken.access.policy.AccessRequest;
import org.downloadtoken.access.policy.AccessRequest.Use;
import org.downloadtoken.failure.Failure;
import org.downloadtoken.failure.Outcome;
import org.downloadtoken.failure.RequestFailure;
import org.downloadtoken.ratelimit.Consumption;
import org.downloadtoken.server.ProblemHandler;
import org.downloadtoken.server.QueryParameters;
import org.downloadtoken.server.client.InvalidCredentialLimit;
import org.downloadtoken.server.contract.DatasetIdParser;
import org.downloadtoken.session.Caller;
import org.downloadtoken.session.CallerAuthenticator;

/**
 * Handles POST /auth/download-token/{dataset_id}: validates the id, authenticates the caller, applies the rate limit, checks
 * access, mints the token.
 */
public record MintDownloadTokenHandler(
        DatasetIdParser datasetIds,
        CallerAuthenticator authenticator,
        InvalidCredentialLimit invalidCredentials,
        MintRateLimit rateLimit,
        DatasetAccess access,
        TokenResponseCache responses,
        MintRecorder recorder)
        implements Handler<RoutingContext> {

    private static final CharSequence JSON = HttpHeaders.createOptimized("application/json");

    /** Every routed request completes here, so each outcome, expected or not, is recorded exactly once. */
    @Override
    public void handle(RoutingContext context) {
        MintAttempt attempt = new MintAttempt(context.request());
        InvalidCredentialLimit.Attempt credential = invalidCredentials.attempt(context.request());
        mint(context, attempt, credential).onComplete(minted -> {
            if (minted.succeeded()) {
                recorder.record(attempt, Outcome.GRANTED);
            } else {
                Throwable failure = credential.counted(minted.cause());
                recorder.record(attempt, Failure.of(failure).outcome());
                context.fail(failure);
            }
        });
    }

    private Future<Buffer> mint(
            RoutingContext context, MintAttempt attempt, InvalidCredentialLimit.Attempt credential) {
        try {
            HttpServerRequest request = context.request();
            UUID datasetId = datasetIds.parse(context.pathParam("dataset_id"));
            attempt.identified(datasetId);
            return authenticate(request, credential)
                    .compose(caller -> check(attempt, new AccessRequest(datasetId, caller, Use.MINT)))
                    .map(responses::body)
                    .map(body -> respond(context, body));
        } catch (RuntimeException failure) {
            return Future.failedFuture(failure);
        }
    }

    /** A request whose credential is rejected here is charged like an anonymous one. Otherwise guessing would be free. */
    private Future<Caller> authenticate(HttpServerRequest request, InvalidCredentialLimit.Attempt credential) {
        Map<String, List<String>> query = QueryParameters.of(request.query());
        Future<Caller> authenticated;
        try {
            authenticated = authenticator.authenticate(request.headers(), query, credential);
        } catch (RuntimeException failure) {
            authenticated = Future.failedFuture(failure);
        }
        return authenticated.succeeded()
                ? authenticated
                : authenticated.recover(failure -> charged(request, credential, failure));
    }

    private Future<Caller> charged(
            HttpServerRequest request, InvalidCredentialLimit.Attempt credential, Throwable failure) {
        try {
            rateLimit.consume(request, Caller.ANONYMOUS);
            return Future.failedFuture(failure);
        } catch (RequestFailure limited) {
            var unused = credential.counted(failure); // otherwise this 429 would hide it
            return Future.failedFuture(limited);
        }
    }

    private Future<Granted> check(MintAttempt attempt, AccessRequest request) {
        attempt.authenticated(request.caller());
        Consumption consumption = rateLimit.consume(attempt.request(), request.caller());
        return rateLimit.settle(consumption, access.check(request));
    }

    private static Buffer respond(RoutingContext context, Buffer body) {
        context.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, JSON)
                .putHeader(HttpHeaders.CACHE_CONTROL, ProblemHandler.NO_STORE)
                .end(body);
        return body;
    }
}
