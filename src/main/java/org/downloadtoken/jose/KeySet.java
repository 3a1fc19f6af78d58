package org.downloadtoken.jose;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;

/**
 * Keys that verify, shared by all event loops and never changed; a new set takes the place of an old one.
 *
 * @param kidRequired whether a token has to name its key
 */
public record KeySet(List<Entry> entries, boolean kidRequired) {
    /** Before the first keys have come. */
    public static final KeySet NONE_YET = new KeySet(List.of(), false);

    public KeySet {
        entries = List.copyOf(entries);
    }

    /**
     * One key.
     *
     * @param kid its id; one without is meant whatever id a token names
     * @param jwk the key itself (RFC 7517), of a secret one with the secret
     */
    public record Entry(Optional<String> kid, Algorithm algorithm, JsonObject jwk) {
        @Override
        public String toString() {
            return kid.orElse("-") + " (" + algorithm.joseName() + ")";
        }
    }
}
