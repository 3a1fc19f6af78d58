package org.downloadtoken.guard;

import io.vertx.core.http.HttpServerRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.downloadtoken.access.policy.AccessDecision.Granted;
import org.downloadtoken.access.policy.AccessDecision.Subject;
import org.downloadtoken.audit.AuditLog;
import org.downloadtoken.audit.DownloadEvent;
import org.downloadtoken.audit.DownloadEvent.Via;
import org.downloadtoken.metrics.Operation;
import org.downloadtoken.ratelimit.BucketKey;
import org.downloadtoken.server.client.RequestClient;
import org.downloadtoken.token.DownloadCaller;
import org.downloadtoken.token.TokenId;
import org.downloadtoken.token.VerifiedToken;

/**
 * Writes the first use of each token to the audit log, and for other requests the first download of each caller and dataset
 * within an hour. A map viewer sends hundreds of requests with one token. Without an audit log, nothing is remembered.
 *
 * @param audit remembers the uses of all event loops
 */
public record DownloadAudit(Optional<AuditLog> audit, RequestClient clients, Clock clock) {
    /** How long a download without a token is remembered. */
    static final Duration INTERVAL = Duration.ofHours(1);

    /** The key of a download without a token. */
    private record CallerAndDataset(BucketKey caller, UUID datasetId) {}

    /** Logs the use when the headers of the response are sent, if its status is below 400. */
    public void atResponse(HttpServerRequest request, Operation operation, DownloadCaller caller, Granted grant) {
        // A response has one such handler. RoutingContext.addHeadersEndHandler would replace it, so no handler may use
        // that.
        audit.ifPresent(log -> request.response().headersEndHandler(head -> {
            if (request.response().getStatusCode() < 400) {
                add(log, request, operation, caller, grant);
            }
        }));
    }

    private void add(
            AuditLog log, HttpServerRequest request, Operation operation, DownloadCaller caller, Granted grant) {
        Instant now = clock.instant();
        // Tokens without an id that have the same dataset and expiry count as one.
        Object use = caller.token()
                .<Object>map(token -> token)
                .orElseGet(() -> new CallerAndDataset(clients.of(request, caller.caller()), grant.datasetId()));
        Duration life = caller.token()
                .map(token -> Duration.between(now, expiry(token)))
                .orElse(INTERVAL);
        log.addFirst(
                use,
                life,
                () -> new DownloadEvent(
                        now,
                        operation,
                        via(caller),
                        caller.caller(),
                        grant.subject().map(Subject::userId),
                        clients.addresses().of(request),
                        grant.datasetId(),
                        caller.token()
                                .map(token -> new DownloadEvent.Token(token.id().map(TokenId::value), expiry(token)))));
    }

    private static Via via(DownloadCaller caller) {
        if (caller.isWithoutCredential()) {
            return Via.OPEN;
        }
        return caller.credentialHeader() ? Via.HEADER : Via.TOKEN;
    }

    private static Instant expiry(VerifiedToken token) {
        return Instant.ofEpochMilli((long) (token.expiresAt() * 1000));
    }
}
