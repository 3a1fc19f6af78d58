package org.downloadtoken.jose;

import io.vertx.core.json.JsonObject;

/** The result of verifying a JWT. */
public sealed interface Verification {
    /**
     * The JWT is valid.
     *
     * @param key the key that verified it
     */
    record Valid(JsonObject claims, KeySet.Entry key) implements Verification {}

    /** The JWT is not accepted. */
    enum Rejected implements Verification {
        INVALID,
        /** Its time is over. Nothing else is known of it: the signature was not verified. */
        EXPIRED,
        /** No key verifies it, and a newer key set may have one that does. */
        UNKNOWN_KEY,
        /** No keys are known yet. */
        NO_KEYS
    }
}
