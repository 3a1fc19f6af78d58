package org.downloadtoken.session;

import java.util.UUID;

/** The caller that a credential names. Only the catalog decides whether such a user or API key exists. */
public sealed interface Caller {
    /** A request without a credential, or with a download token that was minted for an anonymous caller. */
    record Anonymous() implements Caller {}

    /**
     * A verified session JWT.
     *
     * @param userId the claim {@code sub}
     * @param tokenVersion the claim {@code token_version}; 0 if missing
     * @param revokedFrom the session is revoked if the user's sessions were revoked at this time or later; in seconds since the
     *     epoch
     */
    record SessionUser(UUID userId, double tokenVersion, double revokedFrom) implements Caller {}

    /**
     * An API key.
     *
     * @param keyHash SHA-256 of the key, in lower-case hex, as the catalog stores it
     */
    record ApiKey(String keyHash) implements Caller {
        @Override
        public String toString() {
            return "ApiKey[]";
        }
    }

    /**
     * The signed-in user for whom a download token was minted.
     *
     * @param userId the token's {@code sub}
     */
    record TokenSubject(UUID userId) implements Caller {}

    Caller ANONYMOUS = new Anonymous();
}
