package org.downloadtoken.access.cluster;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;

/** A clock without waiting: runs tasks at their times, one after the other. */
final class SimulatedTime {
    private record Task(long at, long order, Runnable run) {}

    private final PriorityQueue<Task> tasks =
            new PriorityQueue<>(Comparator.comparingLong(Task::at).thenComparingLong(Task::order));
    private long now;
    private long order;

    long nanos() {
        return now;
    }

    void at(long nanos, Runnable task) {
        tasks.add(new Task(Math.max(now, nanos), order++, task));
    }

    void after(long millis, Runnable task) {
        at(now + TimeUnit.MILLISECONDS.toNanos(millis), task);
    }

    void runUntil(long nanos) {
        while (!tasks.isEmpty() && tasks.peek().at() <= nanos) {
            Task next = tasks.remove();
            now = next.at();
            next.run().run();
        }
        now = nanos;
    }
}
