package org.downloadtoken.audit;

import io.vertx.core.json.JsonObject;
import java.net.InetAddress;
import java.time.Instant;
import java.util.UUID;
import org.downloadtoken.ratelimit.IpAddress;
import org.downloadtoken.session.Caller;

/** One line of the audit log. It contains neither a token nor a credential. */
public sealed interface AuditEvent permits MintEvent, DownloadEvent {
    /** A prefix of the hash identifies an API key for the operator, but is too short to find the key in the catalog. */
    int HASH_PREFIX_LENGTH = 12;

    String toJson();

    /** The members that begin each event. */
    static JsonObject json(String event, Instant at, UUID datasetId, InetAddress address) {
        return new JsonObject()
                .put("event", event)
                .put("at", at.toString())
                .put("dataset", datasetId.toString())
                .put("address", IpAddress.text(address));
    }

    /** The members that identify a known caller. */
    static void putCaller(JsonObject event, Caller caller) {
        if (caller instanceof Caller.SessionUser user) {
            event.put("user", user.userId().toString());
        }
        if (caller instanceof Caller.TokenSubject subject) {
            event.put("user", subject.userId().toString());
        }
        if (caller instanceof Caller.ApiKey key) {
            event.put("api_key_sha256", key.keyHash().substring(0, HASH_PREFIX_LENGTH));
        }
    }
}
