package org.downloadtoken.mint;

import io.vertx.core.http.HttpServerRequest;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.downloadtoken.audit.AuditLog;
import org.downloadtoken.audit.MintDecision;
import org.downloadtoken.failure.Outcome;
import org.downloadtoken.metrics.CallerKind;
import org.downloadtoken.metrics.TokenMetrics;
import org.downloadtoken.server.RequestAddress;
import org.downloadtoken.session.Caller;
import org.downloadtoken.token.ReloadingKeyRing;

/** What is kept of a mint request: counts, and where an operator wants it the decision itself. */
public record MintRecorder(
        TokenMetrics metrics, Optional<AuditLog> audit, RequestAddress addresses, ReloadingKeyRing rings, Clock clock) {

    /** Records an answer about a dataset; the caller is empty where the credential does not hold. */
    void decided(HttpServerRequest request, UUID datasetId, Optional<Caller> caller, Outcome outcome, long receivedAt) {
        answered(caller.map(CallerKind::of).orElse(CallerKind.UNRESOLVED), outcome, receivedAt);
        if (audit.isPresent()) {
            audit.get()
                    .add(new MintDecision(
                            clock.instant(),
                            caller,
                            addresses.of(request),
                            datasetId,
                            outcome,
                            outcome == Outcome.GRANTED ? rings.get().signing().kid() : Optional.empty()));
        }
    }

    /** Records an answer to what was no question about a dataset. */
    void malformed(Outcome outcome, long receivedAt) {
        answered(CallerKind.UNRESOLVED, outcome, receivedAt);
    }

    private void answered(CallerKind caller, Outcome outcome, long receivedAt) {
        metrics.answered(outcome, caller, System.nanoTime() - receivedAt);
    }
}
