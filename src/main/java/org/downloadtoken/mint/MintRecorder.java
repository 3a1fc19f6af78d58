package org.downloadtoken.mint;

import java.time.Clock;
import java.util.Optional;
import org.downloadtoken.audit.AuditLog;
import org.downloadtoken.audit.MintEvent;
import org.downloadtoken.failure.Outcome;
import org.downloadtoken.metrics.CallerKind;
import org.downloadtoken.metrics.MintMetrics;
import org.downloadtoken.server.client.RequestAddress;
import org.downloadtoken.token.ReloadingKeyRing;
import org.downloadtoken.token.TokenId;

/** Records what became of each dataset of a request in metrics, and in the audit log if there is one. */
public record MintRecorder(
        MintMetrics metrics,
        Optional<AuditLog> audit,
        RequestAddress addresses,
        ReloadingKeyRing keyRing,
        Clock clock) {

    void record(MintAttempt attempt, MintResult result) {
        metrics.answered(
                result.outcome(),
                attempt.caller().map(CallerKind::of).orElse(CallerKind.UNRESOLVED),
                attempt.elapsedNanos());
        if (audit.isPresent() && result.datasetId().isPresent()) {
            audit.get()
                    .add(new MintEvent(
                            clock.instant(),
                            attempt.caller(),
                            addresses.of(attempt.request()),
                            result.datasetId().get(),
                            result.outcome(),
                            result.outcome() == Outcome.GRANTED
                                    ? keyRing.get().signing().kid()
                                    : Optional.empty(),
                            result.tokenId().map(TokenId::value)));
        }
    }
}
