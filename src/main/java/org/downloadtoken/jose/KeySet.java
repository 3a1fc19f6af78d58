package org.downloadtoken.jose;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;

/**
 * The keys that verify. All event loops share one set. A set never changes; a new one replaces it.
 *
 * @param kidRequired whether a token must name its key
 */
public record KeySet(List<Entry> entries, boolean kidRequired) {
    /** The set before the first keys are fetched. */
    public static final KeySet NONE_YET = new KeySet(List.of(), false);

    public KeySet {
        entries = List.copyOf(entries);
    }

    /** The secret that is shared with the catalog. A token need not name it. */
    public static KeySet sharedSecret(String secret) {
        return new KeySet(List.of(SigningKey.sharedSecret(secret).verification()), false);
    }

    /**
     * One key.
     *
     * @param kid its key id; a key without an id verifies a token whatever key id that names
     * @param jwk the public key, or the secret of HS256 (RFC 7517)
     */
    public record Entry(Optional<String> kid, Algorithm algorithm, JsonObject jwk) {
        /** Without the key itself, so that no secret reaches a log. */
        @Override
        public String toString() {
            return kid.orElse("-") + " (" + algorithm.joseName() + ")";
        }
    }
}
