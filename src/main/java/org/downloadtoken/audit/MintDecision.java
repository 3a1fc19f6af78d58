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
 * One decision about a token; never the token, nor what a credential is made of.
 *
 * @param caller empty where the credential does not hold
 * @param address of the client, as far as proxies that are trusted tell
 * @param keyId of the key that has signed; empty where nothing was signed, or the key has no name
 */
public record MintDecision(
        Instant at,
        Optional<Caller> caller,
        InetAddress address,
        UUID datasetId,
        Outcome outcome,
        Optional<String> keyId) {
    /** So much of the hash of an API key tells which one it is, and cannot be looked up. */
    private static final int HASH_PREFIX = 12;

    String toJson() {
        JsonObject event = new JsonObject()
                .put("event", "mint")
                .put("at", at.toString())
                .put("outcome", outcome.label())
                .put("dataset", datasetId.toString())
                .put(
                        "caller",
                        caller.map(CallerKind::of).orElse(CallerKind.UNRESOLVED).label())
                .put("address", address.getHostAddress());
        if (caller.isPresent() && caller.get() instanceof Caller.SessionUser user) {
            event.put("user", user.userId().toString());
        }
        if (caller.isPresent() && caller.get() instanceof Caller.ApiKey key) {
            event.put("api_key_sha256", key.keyHash().substring(0, HASH_PREFIX));
        }
        keyId.ifPresent(id -> event.put("kid", id));
        return event.encode();
    }
}
