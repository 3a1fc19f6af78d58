package org.downloadtoken.access.cluster;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** A process that runs its tasks in their order. It can be paused, as by SIGSTOP, and killed. */
class SimulatedProcess {
    final SimulatedTime time;
    final Random random;
    private final Queue<Runnable> arrived = new ArrayDeque<>();
    private boolean paused;
    private boolean killed;

    SimulatedProcess(SimulatedTime time, Random random) {
        this.time = time;
        this.random = random;
    }

    /** What happens to the messages of a connection, as shares of them. */
    record Faults(double loss, double stalls) {
        static final Faults NONE = new Faults(0, 0);
        static final long STALL_MS = 800;
    }

    final boolean isRunning() {
        return !paused && !killed;
    }

    /** Runs a task now, or after the pause. */
    final void run(Runnable task) {
        if (killed) {
            return;
        }
        if (paused) {
            arrived.add(task);
        } else {
            task.run();
        }
    }

    final void every(long millis, Runnable task) {
        time.after(millis, () -> {
            if (!killed) {
                run(task);
                every(millis, task);
            }
        });
    }

    final void pause(long millis) {
        paused = true;
        time.after(millis, () -> {
            paused = false;
            while (!arrived.isEmpty() && !killed) {
                arrived.remove().run();
            }
        });
    }

    final void kill() {
        killed = true;
    }

    /** A connection to this process, which delivers in order, after delays that vary. Sometimes it stalls. */
    final class Connection {
        private final Faults faults;
        private long lastArrival;

        Connection(Faults faults) {
            this.faults = faults;
        }

        void deliver(long maxDelayMillis, Runnable task) {
            if (random.nextDouble() < faults.loss()) {
                return;
            }
            long max = random.nextDouble() < faults.stalls() ? Faults.STALL_MS : maxDelayMillis;
            long delay = TimeUnit.MICROSECONDS.toNanos(random.nextInt((int) (1_000 * max) + 1));
            lastArrival = Math.max(lastArrival, time.nanos() + delay);
            time.at(lastArrival, () -> run(task));
        }
    }
}
