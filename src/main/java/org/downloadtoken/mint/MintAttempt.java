package org.downloadtoken.mint;

import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.downloadtoken.failure.Outcome;
import org.downloadtoken.session.Caller;

/** What is known so far about one request for tokens, for metrics and audit. Belongs to one event loop. */
final class MintAttempt {
    private final HttpServerRequest request;
    private final long receivedAt = System.nanoTime();
    private List<Optional<UUID>> datasetIds = List.of(Optional.empty());
    private Optional<Caller> caller = Optional.empty();

    MintAttempt(HttpServerRequest request) {
        this.request = request;
    }

    /** Sets the requested dataset. */
    void requested(UUID datasetId) {
        requested(List.of(Optional.of(datasetId)));
    }

    /** Sets the requested datasets. The element of an invalid id is empty. */
    void requested(List<Optional<UUID>> requested) {
        datasetIds = requested;
    }

    void authenticated(Caller authenticatedCaller) {
        caller = Optional.of(authenticatedCaller);
    }

    HttpServerRequest request() {
        return request;
    }

    /** The same refusal for each requested dataset. */
    List<MintResult> refused(Outcome outcome) {
        return datasetIds.stream()
                .map(datasetId -> MintResult.refused(datasetId, outcome))
                .toList();
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
