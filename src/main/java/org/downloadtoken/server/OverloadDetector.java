package org.downloadtoken.server;

import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Detects overload of an event loop: a task queued on the loop has not run for 500 ms. New requests would then wait until
 * their clients have given up. At most one task is queued, and none while there are no requests. Belongs to one event loop.
 */
final class OverloadDetector {
    private static final long MAX_DELAY_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final Executor loop;
    private final LongSupplier nanoTime;
    private boolean queued;
    private long queuedAt;

    /**
     * Creates a detector.
     *
     * @param loop queues a task on the event loop
     * @param nanoTime a monotonic clock, in nanoseconds
     */
    OverloadDetector(Executor loop, LongSupplier nanoTime) {
        this.loop = loop;
        this.nanoTime = nanoTime;
    }

    boolean isOverloaded() {
        long now = nanoTime.getAsLong();
        if (!queued) {
            queued = true;
            queuedAt = now;
            loop.execute(() -> queued = false);
        }
        return now - queuedAt > MAX_DELAY_NANOS;
    }
}
