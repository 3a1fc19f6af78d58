package org.downloadtoken.ratelimit;

/** The client asks too often. */
public final class RateLimited extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int perMinute;
    private final long waitSeconds;

    public RateLimited(int perMinute, long waitSeconds) {
        super("too many requests", null, false, false);
        this.perMinute = perMinute;
        this.waitSeconds = waitSeconds;
    }

    public int perMinute() {
        return perMinute;
    }

    /** After how many seconds the next request may pass; at least 1. */
    public long waitSeconds() {
        return waitSeconds;
    }
}
