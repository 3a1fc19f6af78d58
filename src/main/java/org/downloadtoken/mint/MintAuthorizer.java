package org.downloadtoken.mint;

import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.downloadtoken.access.DatasetAccess;
import org.downloadtoken.access.policy.AccessDecision.Granted;
import org.downloadtoken.access.policy.AccessRequest;
import org.downloadtoken.access.policy.AccessRequest.Use;
import org.downloadtoken.failure.Failure;
import org.downloadtoken.failure.RequestFailure;
import org.downloadtoken.ratelimit.Consumption;
import org.downloadtoken.server.client.InvalidCredentialLimit;
import org.downloadtoken.session.Caller;
import org.downloadtoken.session.CallerAuthenticator;

/** Decides whether a request gets tokens: authenticates the caller, applies the rate limit, checks access. */
public record MintAuthorizer(CallerAuthenticator authenticator, MintRateLimit rateLimit, DatasetAccess access) {
    private static final Set<Failure> OF_ONE_DATASET =
            EnumSet.of(Failure.DATASET_HIDDEN, Failure.INVALID_DATASET_ID, Failure.RATE_LIMITED);

    /**
     * Authorizes a request for one dataset.
     *
     * @param attempt receives the caller, for metrics and audit
     * @param query the parameters of the request, none of which may contain a credential
     */
    Future<Granted> authorize(
            MintAttempt attempt,
            UUID datasetId,
            Map<String, List<String>> query,
            InvalidCredentialLimit.Attempt credential) {
        return authenticate(attempt, query, credential, 1).compose(caller -> check(attempt, datasetId, caller));
    }

    /**
     * Authorizes a request for several datasets, with one decision for each. One query answers all that need the catalog. Fails
     * as a whole with 401, 403 or 503. A 404, 422 or 429 stays with its dataset.
     *
     * @param datasetIds the element of an invalid id is empty
     */
    Future<List<Future<Granted>>> authorizeAll(
            MintAttempt attempt,
            List<Optional<UUID>> datasetIds,
            Map<String, List<String>> query,
            InvalidCredentialLimit.Attempt credential) {
        return authenticate(attempt, query, credential, datasetIds.size()).compose(caller -> {
            access.reserve(datasetIds.size());
            List<Future<Granted>> decisions = datasetIds.stream()
                    .map(datasetId -> check(attempt, datasetId, caller))
                    .toList();
            return Future.join(decisions).transform(decided -> ofEachDataset(decisions));
        });
    }

    /** A request whose credential is rejected here is charged like an anonymous one. Otherwise guessing would be free. */
    private Future<Caller> authenticate(
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
        try {
            for (int i = 0; i < permits; i++) {
                rateLimit.consume(request, Caller.ANONYMOUS);
            }
            return Future.failedFuture(failure);
        } catch (RequestFailure limited) {
            var unused = credential.counted(failure); // otherwise this 429 would hide it
            return Future.failedFuture(limited);
        }
    }

    private Future<Granted> check(MintAttempt attempt, Optional<UUID> datasetId, Caller caller) {
        if (datasetId.isEmpty()) {
            return Future.failedFuture(new RequestFailure(Failure.INVALID_DATASET_ID));
        }
        try {
            return check(attempt, datasetId.get(), caller);
        } catch (RequestFailure limited) {
            return Future.failedFuture(limited);
        }
    }

    private Future<Granted> check(MintAttempt attempt, UUID datasetId, Caller caller) {
        Consumption consumption = rateLimit.consume(attempt.request(), caller);
        return rateLimit.settle(consumption, access.check(new AccessRequest(datasetId, caller, Use.MINT)));
    }

    private static Future<List<Future<Granted>>> ofEachDataset(List<Future<Granted>> decisions) {
        return decisions.stream()
                .filter(decision -> decision.failed() && !OF_ONE_DATASET.contains(Failure.of(decision.cause())))
                .findFirst()
                .map(decision -> Future.<List<Future<Granted>>>failedFuture(decision.cause()))
                .orElse(Future.succeededFuture(decisions));
    }
}
