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
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5); // System.nanoTime may overflow
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final OverloadDetector detector = new OverloadDetector(tasks::add, nanos::get);

    @Test
    void loopIsOverloadedWhileATaskHasWaitedHalfASecond() {
        assertFalse(detector.isOverloaded());
        nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(500));
        assertFalse(detector.isOverloaded());
        nanos.addAndGet(1);
        assertTrue(detector.isOverloaded());
        assertEquals(1, tasks.size());

        tasks.remove().run();

        assertFalse(detector.isOverloaded());
    }

    @Test
    void idleLoopIsNotOverloaded() {
        assertFalse(detector.isOverloaded());
        tasks.remove().run();
        nanos.addAndGet(TimeUnit.HOURS.toNanos(1));

        assertFalse(detector.isOverloaded());
    }
}
