package org.downloadtoken.mint;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.downloadtoken.audit.AuditLog;
import org.downloadtoken.audit.MintEvent;
import org.downloadtoken.metrics.CallerKind;
import org.downloadtoken.metrics.MintMetrics;
import org.downloadtoken.server.client.RequestAddress;
import org.downloadtoken.token.DownloadToken;
import org.downloadtoken.token.TokenId;

/** Records a request and the outcome for each of its datasets in metrics, and in the audit log if there is one. */
public record MintRecorder(MintMetrics metrics, Optional<AuditLog> audit, RequestAddress addresses, Clock clock) {
    void record(MintAttempt attempt, List<MintResult> results) {
        CallerKind caller = attempt.caller().map(CallerKind::of).orElse(CallerKind.UNRESOLVED);
        metrics.answered(attempt.elapsedNanos());
        for (MintResult result : results) {
            metrics.decided(result.outcome(), caller);
            audit.ifPresent(log -> result.datasetId()
                    .ifPresent(datasetId -> log.add(new MintEvent(
                            clock.instant(),
                            attempt.caller(),
                            addresses.of(attempt.request()),
                            datasetId,
                            result.outcome(),
                            result.token().flatMap(DownloadToken::keyId),
                            result.token().flatMap(DownloadToken::id).map(TokenId::value)))));
        }
    }
}
