package org.downloadtoken.ratelimit.cluster;

import java.time.Duration;

/** What this instance knows about a bucket of the cluster: when it has permits, and whether it answers in time. Not thread-safe. */
final class Availability {
    /**
     * A bucket that is empty is not asked again before. Otherwise a client far beyond a high limit would cost a permit request for each
     * permit that the bucket gets. No permit is lost by that: the bucket keeps them.
     */
    private static final long EMPTY_NANOS = Duration.ofMillis(50).toNanos();

    private static final long FAILED_NANOS = Duration.ofSeconds(1).toNanos();

    private long emptyUntil;
    private long askAgainAt;
    private boolean late;

    Availability(long now) {
        emptyUntil = now;
        askAgainAt = now;
    }

    /** The time until the bucket has a permit; not positive if it may have one. */
    long nanosToWait(long now) {
        return emptyUntil - now;
    }

    /** Whether the last answer came too late or not at all, so that no request waits for the next one. */
    boolean isLate() {
        return late;
    }

    boolean mayAsk(long now) {
        return now - askAgainAt >= 0;
    }

    void answered(PermitRequest permitRequest, long now) {
        late = permitRequest.isOverdue(now);
    }

    void empty(long nanosToWait, long now) {
        emptyUntil = now + Math.max(EMPTY_NANOS, nanosToWait);
    }

    void refilled(long now) {
        emptyUntil = now;
    }

    void overdue() {
        late = true;
    }

    void failed(long now) {
        late = true;
        askAgainAt = now + FAILED_NANOS;
    }
}
