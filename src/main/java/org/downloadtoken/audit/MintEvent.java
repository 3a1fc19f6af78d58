package org.downloadtoken.audit;

import io.vertx.core.json.JsonObject;
import java.net.InetAddress;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.downloadtoken.failure.Outcome;
import org.downloadtoken.metrics.CallerKind;
import org.downloadtoken.session.Caller;

/**
 * One decision on a mint request.
 *
 * @param caller empty if the credential is invalid
 * @param address the address of the client, found behind the trusted proxies
 * @param keyId the {@code kid} of the signing key; empty if no token was signed or the key has no id
 * @param tokenId the {@code jti} of the token; empty if no token was signed, or for an anonymous caller
 */
public record MintEvent(
        Instant at,
        Optional<Caller> caller,
        InetAddress address,
        UUID datasetId,
        Outcome outcome,
        Optional<String> keyId,
        Optional<String> tokenId)
        implements AuditEvent {
    @Override
    public String toJson() {
        JsonObject event = AuditEvent.json("mint", at, datasetId, address)
                .put("outcome", outcome.label())
                .put(
                        "caller",
                        caller.map(CallerKind::of).orElse(CallerKind.UNRESOLVED).label());
        caller.ifPresent(known -> AuditEvent.putCaller(event, known));
        keyId.ifPresent(id -> event.put("kid", id));
        tokenId.ifPresent(id -> event.put("jti", id));
        return event.encode();
    }
}
