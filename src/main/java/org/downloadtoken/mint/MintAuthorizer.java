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
import org.downloadtoken.failure.RequestFailure;
import org.downloadtoken.ratelimit.Consumption;
import org.downloadtoken.server.client.InvalidCredentialLimit;
import org.downloadtoken.session.Caller;
import org.downloadtoken.session.CallerAuthenticator;

/** Decides whether a request gets a token: authenticates the caller, applies the rate limit, checks access. */
public record MintAuthorizer(CallerAuthenticator authenticator, MintRateLimit rateLimit, DatasetAccess access) {
    /**
     * Authorizes a request.
     *
     * @param attempt learns the caller
     * @param query the parameters of the request, none of which may contain a credential
     */
    Future<Granted> authorize(
            MintAttempt attempt,
            UUID datasetId,
            Map<String, List<String>> query,
            InvalidCredentialLimit.Attempt credential) {
        return authenticate(attempt.request(), query, credential)
                .compose(caller -> check(attempt, new AccessRequest(datasetId, caller, Use.MINT)));
    }

    /** A request whose credential is rejected here is charged like an anonymous one. Otherwise guessing would be free. */
    private Future<Caller> authenticate(
            HttpServerRequest request, Map<String, List<String>> query, InvalidCredentialLimit.Attempt credential) {
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
}
