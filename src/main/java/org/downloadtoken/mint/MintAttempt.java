package org.downloadtoken.mint;

import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;
import java.util.UUID;
import org.downloadtoken.session.Caller;

/** What is known so far about one mint request, for metrics and audit. Belongs to one event loop. */
final class MintAttempt {
    private final HttpServerRequest request;
    private final long receivedAt = System.nanoTime();
    private Optional<UUID> datasetId = Optional.empty();
    private Optional<Caller> caller = Optional.empty();

    MintAttempt(HttpServerRequest request) {
        this.request = request;
    }

    void identified(UUID validDatasetId) {
        datasetId = Optional.of(validDatasetId);
    }

    void authenticated(Caller authenticatedCaller) {
        caller = Optional.of(authenticatedCaller);
    }

    HttpServerRequest request() {
        return request;
    }

    /** Empty until the id in the path is valid. */
    Optional<UUID> datasetId() {
        return datasetId;
    }

    /** Empty until the credential is verified. */
    Optional<Caller> caller() {
        return caller;
    }

    /** The time since the request was routed, in nanoseconds. */
    long elapsedNanos() {
        return System.nanoTime() - receivedAt;
    }
}
