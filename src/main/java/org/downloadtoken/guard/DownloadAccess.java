package org.downloadtoken.guard;

import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;
import java.util.UUID;
import org.downloadtoken.access.DatasetAccess;
import org.downloadtoken.access.policy.AccessDecision.Granted;
import org.downloadtoken.access.policy.AccessRequest;
import org.downloadtoken.access.policy.AccessRequest.Use;
import org.downloadtoken.failure.Failure;
import org.downloadtoken.failure.FailureHeaders.Challenge;
import org.downloadtoken.failure.RequestFailure;
import org.downloadtoken.ratelimit.Consumption;
import org.downloadtoken.ratelimit.PermitSource;
import org.downloadtoken.server.client.RequestClient;
import org.downloadtoken.token.DownloadCaller;

/**
 * Checks whether the caller of a download may read the dataset. Without a credential, a hidden and a missing dataset are both
 * answered 401, as if open downloads were off.
 *
 * @param permits charge the address of a request without a credential that needs the catalog. Otherwise a client could guess
 *     ids without limit. If empty, nothing is charged
 */
public record DownloadAccess(DatasetAccess access, Optional<PermitSource> permits, RequestClient clients) {
    /** Succeeds with the grant. Fails like {@link DatasetAccess}, with a 429, or with a 401 for lack of a credential. */
    public Future<Granted> check(HttpServerRequest request, UUID datasetId, DownloadCaller caller) {
        AccessRequest accessRequest = new AccessRequest(datasetId, caller.caller(), Use.DOWNLOAD);
        if (!caller.isWithoutCredential()) {
            return access.check(accessRequest);
        }
        return access.check(accessRequest, () -> charge(request))
                .recover(failure -> Future.failedFuture(
                        Failure.of(failure) == Failure.DATASET_HIDDEN
                                ? RequestFailure.unauthorized(Challenge.NO_CREDENTIAL)
                                : failure));
    }

    /** Removes a dataset from the cache. Returns whether the cache had an entry. */
    public boolean forget(UUID datasetId) {
        return access.forget(datasetId);
    }

    private Future<Consumption> charge(HttpServerRequest request) {
        return permits.map(source -> source.consume(clients.address(request))).orElse(PermitSource.CHARGED);
    }
}
