package org.downloadtoken.server.http2;

/**
 * Limits the rate of frames that cost the service more than the client (RFC 9113, section 10.5). Allows bursts. Belongs to one
 * connection.
 */
final class FrameBudget {
    private final long nanosPerFrame;
    private final long burstNanos;

    /** When the frames so far are paid for (generic cell rate algorithm). */
    private long paidUntil;

    /**
     * Creates a budget that is not used yet.
     *
     * @param burst frames that may arrive at once
     * @param perSecond frames a second that may arrive all the time
     * @param now nanoseconds of {@link System#nanoTime}
     */
    FrameBudget(int burst, int perSecond, long now) {
        nanosPerFrame = 1_000_000_000L / perSecond;
        burstNanos = burst * nanosPerFrame;
        paidUntil = now;
    }

    /** Gives back what recent frames have used. A budget that is not used does not grow. */
    void giveBack(double frames) {
        paidUntil -= (long) (frames * nanosPerFrame);
    }

    /**
     * Counts a frame that arrives now. Returns false if it exceeds the budget.
     *
     * @param now nanoseconds of {@link System#nanoTime}
     */
    boolean admit(long now) {
        if (paidUntil - now < 0) {
            paidUntil = now;
        }
        paidUntil += nanosPerFrame;
        return paidUntil - now <= burstNanos;
    }
}
