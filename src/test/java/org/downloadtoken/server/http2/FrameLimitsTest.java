package org.downloadtoken.server.http2;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

class FrameLimitsTest {
    private long now = -5_000_000_000L; // System.nanoTime may be negative
    private final FrameLimits limits = new FrameLimits(now);

    @Test
    void burstOfResetsIsLimited() {
        assertEquals(FrameLimits.RESET_BURST, admitted(this::reset));
    }

    @Test
    void resetsOfRequestsThatWereOpenBeforeAreLimitedAlike() {
        for (int i = 0; i < 100; i++) {
            limits.requestArrived();
        }

        assertEquals(FrameLimits.RESET_BURST, admitted(this::reset));
    }

    @Test
    void resetsArePermittedAgainWithTime() {
        admitted(this::reset);
        now += TimeUnit.SECONDS.toNanos(1) + 20_000_000; // the reset that was refused counts too

        assertEquals(FrameLimits.RESETS_PER_SECOND, admitted(this::reset), 1);
    }

    @Test
    void halfOfManyRequestsMayBeReset() {
        for (int i = 0; i < 10_000; i++) {
            assertEquals(true, reset(), "reset " + i);
            limits.requestEnded();
        }
    }

    @Test
    void unusedBudgetDoesNotGrow() {
        for (int i = 0; i < 10_000; i++) {
            limits.requestEnded();
        }
        now += TimeUnit.HOURS.toNanos(1);

        assertEquals(FrameLimits.RESET_BURST, admitted(this::reset));
    }

    @Test
    void burstOfControlFramesIsLimited() {
        assertEquals(FrameLimits.CONTROL_BURST, admitted(() -> limits.admitControlFrame(now)));
    }

    @Test
    void requestsAndResponsesPermitFurtherControlFrames() {
        admitted(() -> limits.admitControlFrame(now));
        limits.requestArrived();
        limits.bytesSent(8 << 10);

        assertEquals(4 + 8 - 1, admitted(() -> limits.admitControlFrame(now))); // the refused one counts too
    }

    private boolean reset() {
        return limits.admitReset(now);
    }

    private static int admitted(BooleanSupplier frame) {
        int count = 0;
        while (count < 100_000 && frame.getAsBoolean()) {
            count++;
        }
        return count;
    }
}
