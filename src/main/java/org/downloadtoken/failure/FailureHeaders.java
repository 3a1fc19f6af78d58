package org.downloadtoken.failure;

/** The values for the header fields of a failure's response. */
public sealed interface FailureHeaders {
    enum None implements FailureHeaders {
        NONE
    }

    /** The challenge of a 401 (RFC 6750, section 3). */
    enum Challenge implements FailureHeaders {
        /** The request has no credential; the challenge has no error code. */
        NO_CREDENTIAL,
        /** The request has two credentials, or one where none is allowed. */
        INVALID_REQUEST,
        /** The {@code exp} of the JWT is in the past. Its signature was not verified, so it may be forged. */
        EXPIRED_TOKEN,
        /** The credential is malformed, of the wrong type or not verifiable. */
        INVALID_TOKEN
    }

    /**
     * The limit that a 429 enforces.
     *
     * @param policy what is limited
     * @param waitSeconds until the next request may pass; at least 1
     */
    record Limit(String policy, int perMinute, long waitSeconds) implements FailureHeaders {}

    /** How long to wait after a 429 of a limit that does not count requests per time; at least 1. */
    record RetryAfter(long seconds) implements FailureHeaders {}

    /** The size of the file for a 416, in bytes. */
    record FileSize(long bytes) implements FailureHeaders {}
}
