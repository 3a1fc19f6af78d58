package org.downloadtoken.audit;

import io.vertx.core.json.JsonObject;
import java.net.InetAddress;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.downloadtoken.failure.Outcome;
import org.downloadtoken.metrics.CallerKind;
import org.downloadtoken.ratelimit.IpAddress;
import org.downloadtoken.session.Caller;

/**
 * One decision on a mint request. It contains neither the token nor the credential.
 *
 * @param caller empty if the credential is invalid
 * @param address the address of the client, found behind the trusted proxies
 * @param keyId the {@code kid} of the signing key; empty if no token was signed or the key has no id
 */
public record AuditEvent(
        Instant at,
        Optional<Caller> caller,
        InetAddress address,
        UUID datasetId,
        Outcome outcome,
        Optional<String> keyId) {
    /** A prefix of the hash identifies an API key for the operator, but is too short to find the key in the catalog. */
    private static final int HASH_PREFIX_LENGTH = 12;

    String toJson() {
        JsonObject event = new JsonObject()
                .put("event", "mint")
                .put("at", at.toString())
                .put("outcome", outcome.label())
                .put("dataset", datasetId.toString())
                .put(
                        "caller",
                        caller.map(CallerKind::of).orElse(CallerKind.UNRESOLVED).label())
                .put("address", IpAddress.text(address));
        if (caller.isPresent() && caller.get() instanceof Caller.SessionUser user) {
            event.put("user", user.userId().toString());
        }
        if (caller.isPresent() && caller.get() instanceof Caller.ApiKey key) {
            event.put("api_key_sha256", key.keyHash().substring(0, HASH_PREFIX_LENGTH));
        }
        keyId.ifPresent(id -> event.put("kid", id));
        return event.encode();
    }
}
