package org.downloadtoken.failure;

/** The limits of requests that their problem details name. */
public final class RequestLimits {
    /** The longest body of a request that needs none, in bytes. */
    public static final int MAX_BODY_BYTES = 1_024;

    /** The longest body of a request for a batch of tokens, in bytes. */
    public static final int MAX_BATCH_BYTES = 8_192;

    /** The most datasets in a batch. */
    public static final int MAX_BATCH_IDS = 100;

    private RequestLimits() {}
}
