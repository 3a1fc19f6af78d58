package org.downloadtoken.server.http2;

/**
 * Limits the rate of frames that cost the service more than the client (RFC 9113, section 10.5). Allows bursts (generic cell rate
 * algorithm). Belongs to one connection.
 */
final class FrameBudget {
    private final long nanosPerFrame;
    private final long burstNanos;

    /** The time at which the frames so far are paid for. */
    private long scheduled;

    /**
     * Creates a budget that is not used yet.
     *
     * @param burst frames that may arrive at once
     * @param perSecond frames a second that may arrive all the time
     */
    FrameBudget(int burst, int perSecond, long now) {
        nanosPerFrame = 1_000_000_000L / perSecond;
        burstNanos = burst * nanosPerFrame;
        scheduled = now;
    }

    /** Permits more frames, if the client has sent any lately. */
    void permit(double frames) {
        scheduled -= (long) (frames * nanosPerFrame);
    }

    /** Counts frames that arrive now. Returns false if they exceed the budget. */
    boolean admit(int frames, long now) {
        if (scheduled - now < 0) {
            scheduled = now;
        }
        scheduled += frames * nanosPerFrame;
        return scheduled - now <= burstNanos;
    }
}
