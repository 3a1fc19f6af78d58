package org.downloadtoken.mint;

import io.vertx.core.Future;
import java.util.EnumSet;
import java.util.Iterator;
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

/** Decides for each dataset of a batch whether the request gets a token. */
public record TokenBatchAuthorizer(MintAuthorizer callers, MintRateLimit rateLimit, DatasetAccess access) {
    private static final Set<Failure> OF_ONE_DATASET =
            EnumSet.of(Failure.DATASET_HIDDEN, Failure.INVALID_DATASET_ID, Failure.RATE_LIMITED);

    /**
     * Authorizes a request, with one decision for each dataset. One query answers all that need the catalog. Fails as a whole
     * with 401, 403 or 503. A 404, 422 or 429 stays with its dataset.
     *
     * @param attempt receives the caller, for metrics and audit
     * @param datasetIds the element of an invalid id is empty
     * @param query the parameters of the request, none of which may contain a credential
     */
    Future<List<Future<Granted>>> authorize(
            MintAttempt attempt,
            List<Optional<UUID>> datasetIds,
            Map<String, List<String>> query,
            InvalidCredentialLimit.Attempt credential) {
        return callers.authenticate(attempt, query, credential, datasetIds.size())
                .compose(caller -> {
                    BatchPermits permits = new BatchPermits(rateLimit, attempt.request(), caller);
                    int valid = (int)
                            datasetIds.stream().filter(Optional::isPresent).count();
                    return permits.take(valid)
                            .compose(taken -> Joined.of(check(datasetIds, caller, taken)))
                            .compose(permits::settle)
                            .compose(TokenBatchAuthorizer::ofEachDataset);
                });
    }

    /** Checks all datasets in one turn of the event loop, so that one query answers them. */
    private List<Future<Granted>> check(
            List<Optional<UUID>> datasetIds, Caller caller, List<Future<Consumption>> permits) {
        access.reserve(datasetIds.size());
        Iterator<Future<Consumption>> next = permits.iterator();
        return datasetIds.stream()
                .map(datasetId -> datasetId
                        .map(valid -> check(valid, caller, next.next()))
                        .orElseGet(() -> Future.failedFuture(new RequestFailure(Failure.INVALID_DATASET_ID))))
                .toList();
    }

    private Future<Granted> check(UUID datasetId, Caller caller, Future<Consumption> permit) {
        return permit.succeeded()
                ? access.check(new AccessRequest(datasetId, caller, Use.MINT))
                : Future.failedFuture(permit.cause());
    }

    private static Future<List<Future<Granted>>> ofEachDataset(List<Future<Granted>> decisions) {
        return decisions.stream()
                .filter(decision -> decision.failed() && !OF_ONE_DATASET.contains(Failure.of(decision.cause())))
                .findFirst()
                .map(decision -> Future.<List<Future<Granted>>>failedFuture(decision.cause()))
                .orElse(Future.succeededFuture(decisions));
    }
}
