package org.downloadtoken.session;

import java.util.UUID;

/** Who asks, as far as the request and the keys can tell; whether such a user exists is for the catalog to say. */
public sealed interface Caller {
    /** No user: without a credential, or by a download token that was minted for nobody in particular. */
    record Anonymous() implements Caller {}

    /**
     * A verified session JWT.
     *
     * @param userId its {@code sub}
     * @param tokenVersion its {@code token_version}; 0 where it has none
     * @param issuedAt its {@code iat}, in seconds since the epoch; 0 where it has none that is a number
     */
    record SessionUser(UUID userId, double tokenVersion, double issuedAt) implements Caller {}

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
