package org.downloadtoken.server;

import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Tells whether an event loop is behind: whether it still has not come to what it was given half a second ago. More requests
 * would only wait then, and be answered when nobody listens any more. Costs a task for each round of the loop, none while
 * nothing comes. Belongs to one event loop.
 */
final class OverloadDetector {
    private static final long MOST_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final Executor loop;
    private final LongSupplier nanoTime;
    private boolean waiting;
    private long since;

    /** Of the loop that runs, in turn, what this executor is given; the clock is monotonic, in nanoseconds. */
    OverloadDetector(Executor loop, LongSupplier nanoTime) {
        this.loop = loop;
        this.nanoTime = nanoTime;
    }

    boolean isOverloaded() {
        long now = nanoTime.getAsLong();
        if (!waiting) {
            waiting = true;
            since = now;
            loop.execute(() -> waiting = false);
        }
        return now - since > MOST_NANOS;
    }
}
