package org.downloadtoken.mint;

import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.downloadtoken.access.DatasetAccess;
import org.downloadtoken.access.policy.AccessDecision.Granted;
import org.downloadtoken.access.policy.AccessRequest;
import org.downloadtoken.access.policy.AccessRequest.Use;
import org.downloadtoken.ratelimit.Consumption;
import org.downloadtoken.server.client.InvalidCredentialLimit;
import org.downloadtoken.session.Caller;
import org.downloadtoken.session.CallerAuthenticator;

/** Decides whether a request gets a token: authenticates the caller, applies the rate limit, checks access. */
public record MintAuthorizer(CallerAuthenticator authenticator, MintRateLimit rateLimit, DatasetAccess access) {
    /**
     * Authorizes a request for one dataset. Fails, or throws, with the failure of a refusal.
     *
     * @param attempt receives the caller, for metrics and audit
     * @param query the parameters of the request, none of which may contain a credential
     */
    Future<Granted> authorize(
            MintAttempt attempt,
            UUID datasetId,
            Map<String, List<String>> query,
            InvalidCredentialLimit.Attempt credential) {
        Future<Caller> caller = authenticate(attempt, query, credential, 1);
        return caller.succeeded() // no chain on a completed future, see MintDownloadTokenHandler
                ? check(attempt, datasetId, caller.result())
                : caller.compose(authenticated -> check(attempt, datasetId, authenticated));
    }

    /**
     * Authenticates the caller. A request whose credential is rejected here is charged like an anonymous one. Otherwise guessing
     * would be free.
     *
     * @param permits how many the request needs; if the address has one, the others do not hide the rejection
     */
    Future<Caller> authenticate(
            MintAttempt attempt,
            Map<String, List<String>> query,
            InvalidCredentialLimit.Attempt credential,
            int permits) {
        Future<Caller> authenticated;
        try {
            authenticated = authenticator.authenticate(attempt.request().headers(), query, credential);
        } catch (RuntimeException failure) {
            authenticated = Future.failedFuture(failure);
        }
        if (authenticated.succeeded()) {
            attempt.authenticated(authenticated.result());
            return authenticated;
        }
        return authenticated
                .onSuccess(attempt::authenticated)
                .recover(failure -> charged(attempt.request(), credential, failure, permits));
    }

    private Future<Caller> charged(
            HttpServerRequest request, InvalidCredentialLimit.Attempt credential, Throwable failure, int permits) {
        return rateLimit.consume(request, Caller.ANONYMOUS).transform(taken -> {
            if (taken.failed()) {
                var unused = credential.counted(failure); // otherwise this 429 would hide it
                return Future.failedFuture(taken.cause());
            }
            rateLimit.consumeRest(request, permits - 1);
            return Future.failedFuture(failure);
        });
    }

    private Future<Granted> check(MintAttempt attempt, UUID datasetId, Caller caller) {
        Future<Consumption> consumption = rateLimit.consume(attempt.request(), caller);
        return consumption.succeeded()
                ? check(consumption.result(), datasetId, caller)
                : consumption.compose(taken -> check(taken, datasetId, caller));
    }

    private Future<Granted> check(Consumption consumption, UUID datasetId, Caller caller) {
        return rateLimit.settle(consumption, access.check(new AccessRequest(datasetId, caller, Use.MINT)));
    }
}
