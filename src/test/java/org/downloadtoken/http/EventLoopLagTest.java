package org.downloadtoken.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class EventLoopLagTest {
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5); // where it wraps
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final EventLoopLag lag = new EventLoopLag(tasks::add, nanos::get);

    @Test
    void aLoopIsBehindWhileItHasNotComeToWhatItWasGivenHalfASecondAgo() {
        assertFalse(lag.isBehind());
        nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(500));
        assertFalse(lag.isBehind());
        nanos.addAndGet(1);
        assertTrue(lag.isBehind());
        assertEquals(1, tasks.size());

        tasks.remove().run();

        assertFalse(lag.isBehind());
    }

    @Test
    void aLoopThatRestedIsNotBehind() {
        assertFalse(lag.isBehind());
        tasks.remove().run();
        nanos.addAndGet(TimeUnit.HOURS.toNanos(1));

        assertFalse(lag.isBehind());
    }
}
