package org.downloadtoken.mint;

import io.vertx.core.Future;
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
                    access.reserve(datasetIds.size());
                    List<Future<Granted>> decisions = datasetIds.stream()
                            .map(datasetId -> check(datasetId, caller, permits))
                            .toList();
                    return decisions.stream().allMatch(Future::isComplete) // no chain on a completed future, see
                            // MintDownloadTokenHandler
                            ? ofEachDataset(permits.settle(decisions))
                            : Future.join(decisions).transform(decided -> ofEachDataset(permits.settle(decisions)));
                });
    }

    private Future<Granted> check(Optional<UUID> datasetId, Caller caller, BatchPermits permits) {
        if (datasetId.isEmpty()) {
            return Future.failedFuture(new RequestFailure(Failure.INVALID_DATASET_ID));
        }
        try {
            permits.take();
        } catch (RequestFailure limited) {
            return Future.failedFuture(limited);
        }
        return access.check(new AccessRequest(datasetId.get(), caller, Use.MINT));
    }

    private static Future<List<Future<Granted>>> ofEachDataset(List<Future<Granted>> decisions) {
        return decisions.stream()
                .filter(decision -> decision.failed() && !OF_ONE_DATASET.contains(Failure.of(decision.cause())))
                .findFirst()
                .map(decision -> Future.<List<Future<Granted>>>failedFuture(decision.cause()))
                .orElse(Future.succeededFuture(decisions));
    }
}
