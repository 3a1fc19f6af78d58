package org.downloadtoken.server.http2;

/** Limits the control frames and the resets of one connection. They cost the service more than the client. */
final class FrameLimits {
    /** Frames without a request, such as PING, SETTINGS and PRIORITY, that may arrive at once. */
    static final int CONTROL_BURST = 1_000;

    static final int CONTROL_PER_SECOND = 100;

    /**
     * Requests that either side may reset at once (CVE-2023-44487, CVE-2025-8671). Map viewers reset requests for tiles that left the
     * screen, and proxies those of clients that left.
     */
    static final int RESET_BURST = 200;

    static final int RESETS_PER_SECOND = 100;

    private static final int CONTROL_FRAMES_PER_REQUEST = 4;
    private static final double CONTROL_FRAMES_PER_BYTE = 1.0 / 1_024;

    private final FrameBudget control;
    private final FrameBudget resets;

    /**
     * Creates the limits of a connection.
     *
     * @param now nanoseconds of {@link System#nanoTime}, as in each method
     */
    FrameLimits(long now) {
        control = new FrameBudget(CONTROL_BURST, CONTROL_PER_SECOND, now);
        resets = new FrameBudget(RESET_BURST, RESETS_PER_SECOND, now);
    }

    /** Some clients confirm each response with a small window update. */
    void requestArrived() {
        control.giveBack(CONTROL_FRAMES_PER_REQUEST);
    }

    /** A proxy may reset up to half of many requests. */
    void requestEnded() {
        resets.giveBack(1);
    }

    /** Some clients, such as HAProxy, confirm each frame of a response with two window updates. */
    void bytesSent(int bytes) {
        control.giveBack(bytes * CONTROL_FRAMES_PER_BYTE);
    }

    /** Counts a frame that carries no part of a request, and is of no use for a response. Returns false if it is one too many. */
    boolean admitControlFrame(long now) {
        return control.admit(now);
    }

    /** Counts a request that either side resets. Returns false if it is one too many. */
    boolean admitReset(long now) {
        return resets.admit(now);
    }
}
