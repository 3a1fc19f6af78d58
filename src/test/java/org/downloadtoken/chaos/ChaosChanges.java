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
 * Changes datasets all the time, each now soon after its last change and now later than an answer about it may be stale; goes
 * on when Postgres is away.
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

    /** Adds the datasets and begins. */
    ChaosChanges(Supplier<PostgresServer> catalog, int boundMillis) {
        this.catalog = catalog;
        this.boundMillis = boundMillis;
        datasets.forEach(dataset -> catalog.get().execute(dataset.insert()));
        thread.start();
    }

    /** One of those that change. */
    ChangingDataset any() {
        return datasets.get(ThreadLocalRandom.current().nextInt(DATASETS));
    }

    /** How often a dataset has been hidden since the last call. */
    int revocations() {
        return revocations.getAndSet(0);
    }

    /** Whether to rest; no change is under way once it returns. */
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
            connection = null; // with whatever is under way in it
        }
    }
}
