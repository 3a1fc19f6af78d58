package org.downloadtoken.server.connection;

/**
 * Limits the rate of frames that carry no request, such as PING, SETTINGS and PRIORITY (RFC 9113, section 10.5). Allows bursts.
 * Belongs to one connection.
 */
final class ControlFrameBudget {
    /** Frames that may arrive at once. */
    static final int BURST = 1_000;

    /** Frames a second that may arrive all the time. */
    static final int PER_SECOND = 100;

    private static final int FRAMES_PER_REQUEST = 4;
    private static final int BYTES_PER_FRAME = 1_024;
    private static final long NANOS_PER_FRAME = 1_000_000_000L / PER_SECOND;

    /** The time at which the frames so far are paid for (generic cell rate algorithm). */
    private long scheduled;

    ControlFrameBudget(long now) {
        scheduled = now;
    }

    /** Permits more frames to a client that sends requests: some confirm each response with a small window update. */
    void requestArrived() {
        scheduled -= FRAMES_PER_REQUEST * NANOS_PER_FRAME;
    }

    /** Permits a frame for each KiB: some clients, such as HAProxy, confirm each frame of a response with two window updates. */
    void bytesSent(int bytes) {
        scheduled -= bytes * NANOS_PER_FRAME / BYTES_PER_FRAME;
    }

    /** Counts a frame that arrives now. Returns false if it exceeds the budget. */
    boolean admit(long now) {
        if (scheduled - now < 0) {
            scheduled = now;
        }
        scheduled += NANOS_PER_FRAME;
        return scheduled - now <= BURST * NANOS_PER_FRAME;
    }
}
