package org.downloadtoken.testing.program;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Threads that work until they are stopped. */
public final class Workers {
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean stopped;

    /** Starts a thread; the work ends once the condition is false. */
    public void start(String name, Consumer<BooleanSupplier> work) {
        Thread thread = new Thread(() -> work.accept(() -> !stopped), name);
        threads.add(thread);
        thread.start();
    }

    /** Waits until every thread has ended. */
    public void stop() {
        stopped = true;
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
