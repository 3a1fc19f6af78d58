package org.downloadtoken.chaos;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.downloadtoken.testing.catalog.PostgresServer;
import org.downloadtoken.testing.program.ServiceProcess;
import org.downloadtoken.testing.revocation.ChangingDataset;
import org.jspecify.annotations.Nullable;

/**
 * Changes datasets continuously. The time between two changes of a dataset is sometimes shorter and sometimes longer than the
 * time for which a grant may be stale. Continues while Postgres is unreachable.
 */
final class ChaosChanges implements AutoCloseable {
    private static final int DATASETS = 8;
    private static final int SOON_MS = 200;
    private static final int LATER_MS = 600;

    private final Supplier<PostgresServer> catalog;
    private final long[] dueAt = new long[DATASETS];
    private final List<ChangingDataset> datasets =
            Stream.generate(ChangingDataset::new).limit(DATASETS).toList();
    private final int boundMillis;
    private final Thread thread = new Thread(this::run, "changes");
    private final AtomicInteger revocations = new AtomicInteger();
    private @Nullable Connection connection;
    private volatile boolean paused;
    private volatile boolean stopped;

    /** Adds the datasets and starts the changes. */
    ChaosChanges(Supplier<PostgresServer> catalog, int boundMillis) {
        this.catalog = catalog;
        this.boundMillis = boundMillis;
        datasets.forEach(dataset -> catalog.get().execute(dataset.insert()));
        thread.start();
    }

    /** A random dataset that changes. */
    ChangingDataset any() {
        return datasets.get(ThreadLocalRandom.current().nextInt(DATASETS));
    }

    /** The number of times that a dataset was hidden since the last call. */
    int revocations() {
        return revocations.getAndSet(0);
    }

    /** Pauses or continues the changes. When this returns, no change is in progress. */
    synchronized void pause(boolean paused) {
        this.paused = paused;
    }

    @Override
    public void close() {
        stopped = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!stopped) {
            for (int i = 0; i < DATASETS; i++) {
                if (System.nanoTime() - dueAt[i] >= 0) {
                    change(datasets.get(i));
                    dueAt[i] = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(rest());
                }
            }
            ServiceProcess.pause(5);
        }
    }

    private int rest() {
        Random random = ThreadLocalRandom.current();
        return random.nextBoolean() ? random.nextInt(SOON_MS) : boundMillis + random.nextInt(LATER_MS);
    }

    private synchronized void change(ChangingDataset dataset) {
        if (paused) {
            return;
        }
        try {
            if (connection == null || connection.isClosed()) {
                connection = catalog.get().connect();
            }
            if (!dataset.change(connection)) {
                revocations.incrementAndGet();
            }
        } catch (SQLException away) {
            connection = null; // its open transaction is lost with it
        }
    }
}
