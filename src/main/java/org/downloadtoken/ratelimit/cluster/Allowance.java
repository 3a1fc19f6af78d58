package org.downloadtoken.ratelimit.cluster;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/**
 * The permits that this instance has taken from the cluster in advance. Requests take them without a lock. They go back if the
 * allowance was not filled for a second: then requests are slow in using it. A second may pass before that second begins, and a
 * permit may outlast one fill, so none is held longer than 4 seconds.
 */
final class Allowance {
    /** What {@link #take} returns if there is none. */
    static final int NONE = -1;

    static final Duration UNUSED = Duration.ofSeconds(1);

    private final EventLoops loops;
    private final IntConsumer giveBack;
    private final AtomicInteger permits = new AtomicInteger();
    private final AtomicBoolean hasTimer = new AtomicBoolean();
    private volatile boolean filledAgain;

    /** @param giveBack gives this many permits back to the cluster */
    Allowance(EventLoops loops, IntConsumer giveBack) {
        this.loops = loops;
        this.giveBack = giveBack;
    }

    /** Takes one permit. Returns how many are left, or {@link #NONE}. */
    int take() {
        int held = permits.get();
        while (held > 0) {
            int seen = permits.compareAndExchange(held, held - 1);
            if (seen == held) {
                return held - 1;
            }
            held = seen;
        }
        return NONE;
    }

    /** Takes up to this many permits. Returns how many. */
    int takeUpTo(int wanted) {
        int held = permits.getAndUpdate(now -> now - Math.min(now, wanted));
        return Math.min(held, wanted);
    }

    /** Adds permits, up to this size. The rest is lost. */
    void fill(int added, int size) {
        if (added == 0) {
            return;
        }
        permits.updateAndGet(now -> Math.max(now, Math.min(size, now + added)));
        if (hasTimer.compareAndSet(false, true)) {
            loops.after(UNUSED, this::giveBackUnused);
        } else {
            filledAgain = true;
        }
    }

    int held() {
        return permits.get();
    }

    private void giveBackUnused() {
        if (filledAgain) {
            filledAgain = false;
            loops.after(UNUSED, this::giveBackUnused);
            return;
        }
        hasTimer.set(false);
        int unused = takeUpTo(Integer.MAX_VALUE);
        if (unused > 0) {
            giveBack.accept(unused);
        }
    }
}
