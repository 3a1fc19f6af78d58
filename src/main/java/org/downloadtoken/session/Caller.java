package org.downloadtoken.session;

import java.util.UUID;

/** The caller that a credential names. Only the catalog decides whether such a user or API key exists. */
public sealed interface Caller {
    /** A request without a credential, or with a download token that was minted for an anonymous caller. */
    record Anonymous() implements Caller {}

    /**
     * A verified session JWT.
     *
     * @param userId the claim with the catalog's id of the user
     * @param tokenVersion the claim {@code token_version}, or 0 if it is missing; infinite for another issuer, which has none
     * @param revokedFrom the session is revoked if {@code sessions_revoked_at} is at least this time; in seconds since the
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
