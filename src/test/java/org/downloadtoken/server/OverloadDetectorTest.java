package org.downloadtoken.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class OverloadDetectorTest {
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5); // where it wraps
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final OverloadDetector lag = new OverloadDetector(tasks::add, nanos::get);

    @Test
    void loopIsOverloadedWhileATaskHasWaitedHalfASecond() {
        assertFalse(lag.isOverloaded());
        nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(500));
        assertFalse(lag.isOverloaded());
        nanos.addAndGet(1);
        assertTrue(lag.isOverloaded());
        assertEquals(1, tasks.size());

        tasks.remove().run();

        assertFalse(lag.isOverloaded());
    }

    @Test
    void idleLoopIsNotOverloaded() {
        assertFalse(lag.isOverloaded());
        tasks.remove().run();
        nanos.addAndGet(TimeUnit.HOURS.toNanos(1));

        assertFalse(lag.isOverloaded());
    }
}
