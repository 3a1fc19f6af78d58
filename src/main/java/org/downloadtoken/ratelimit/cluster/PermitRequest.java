package org.downloadtoken.ratelimit.cluster;

import java.time.Duration;

/**
 * A request to the cluster for permits.
 *
 * @param sentAt in nanoseconds
 * @param permits how many are wanted
 * @param allowance the size of the allowance, which they fill
 */
record PermitRequest(long sentAt, int permits, int allowance) {
    /** How long requests wait for the answer. */
    static final Duration PATIENCE = Duration.ofMillis(50);

    /** After this time an answer is ignored, and the cluster is asked again. */
    private static final Duration LIFE = Duration.ofSeconds(1);

    /** The allowance at which it is filled again. */
    static int refillAt(int allowance) {
        return allowance / 4;
    }

    /** The time for which requests still wait, in nanoseconds; not positive if the answer is overdue. */
    long patienceLeft(long now) {
        return sentAt + PATIENCE.toNanos() - now;
    }

    boolean isOverdue(long now) {
        return patienceLeft(now) <= 0;
    }

    boolean isLost(long now) {
        return now - sentAt >= LIFE.toNanos();
    }
}
