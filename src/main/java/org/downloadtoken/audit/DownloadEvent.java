package org.downloadtoken.audit;

import io.vertx.core.json.JsonObject;
import java.net.InetAddress;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.downloadtoken.metrics.CallerKind;
import org.downloadtoken.metrics.Operation;
import org.downloadtoken.session.Caller;

/**
 * The first use of a download token, or the first download of a dataset by a caller who sends a credential header or none.
 *
 * @param userId the user, as the catalog has resolved the credential; empty for an anonymous caller
 * @param address the address of the client, found behind the trusted proxies
 * @param token the download token; empty for another credential
 */
public record DownloadEvent(
        Instant at,
        Operation operation,
        Via via,
        Caller caller,
        Optional<UUID> userId,
        InetAddress address,
        UUID datasetId,
        Optional<Token> token)
        implements AuditEvent {
    /** Where the request has its credential. */
    public enum Via {
        TOKEN,
        HEADER,
        /** Nowhere: the dataset is public, and downloads of public datasets are open. */
        OPEN
    }

    /**
     * What the claims of a token tell about it.
     *
     * @param id {@code jti}; empty for an anonymous caller
     * @param expiresAt {@code exp}: with the dataset, it names the token of an anonymous caller
     */
    public record Token(Optional<String> id, Instant expiresAt) {}

    @Override
    public String toJson() {
        JsonObject event = AuditEvent.json("download", at, datasetId, address)
                .put("operation", operation.label())
                .put("via", via.name().toLowerCase(Locale.ROOT))
                .put("caller", CallerKind.of(caller).label());
        AuditEvent.putCaller(event, caller);
        userId.ifPresent(id -> event.put("user", id.toString()));
        token.ifPresent(used -> {
            used.id().ifPresent(id -> event.put("jti", id));
            event.put("token_expires", used.expiresAt().toString());
        });
        return event.encode();
    }
}
