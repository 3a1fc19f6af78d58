package org.downloadtoken.clients.prism.services;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.concurrent.TimeUnit;

/** The clock of a slow host: once it is slow, reading it takes longer than the delay that counts as overload. */
final class SlowClock extends Clock {
    private static final int DELAY_MS = 600;

    private final Clock clock = Clock.systemUTC();
    private volatile boolean slow;

    void slow() {
        slow = true;
    }

    @Override
    public Instant instant() {
        if (slow) {
            pause();
        }
        return clock.instant();
    }

    @Override
    public ZoneId getZone() {
        return clock.getZone();
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException();
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(DELAY_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
