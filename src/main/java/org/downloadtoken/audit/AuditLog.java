package org.downloadtoken.audit;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes decisions to the audit log in a separate thread, so a slow log delays no request. Decisions that do not fit into the buffer are dropped and counted. A warning gives their number once the log is written again.
 */
public final class AuditLog implements AutoCloseable {
    static final int CAPACITY = 10_000;

    private static final Logger LOG = LoggerFactory.getLogger(AuditLog.class);

    private static final long CLOSE_TIMEOUT_MS = 2_000;
    private static final long POLL_TIMEOUT_MS = 100;

    private final BlockingQueue<AuditEvent> waiting = new ArrayBlockingQueue<>(CAPACITY);
    private final Consumer<String> log;
    private final Runnable dropped;
    private final Thread writer;
    private final AtomicLong missing = new AtomicLong();
    private volatile boolean closing;

    /**
     * Creates a log that writes to the logger {@code audit}.
     *
     * @param dropped runs for each dropped decision
     */
    public AuditLog(Runnable dropped) {
        this(LoggerFactory.getLogger("audit")::info, dropped);
    }

    AuditLog(Consumer<String> log, Runnable dropped) {
        this.log = log;
        this.dropped = dropped;
        this.writer = new Thread(this::write, "audit");
        writer.setDaemon(true);
        writer.start();
    }

    /** Adds a decision to the buffer, or drops it. Never blocks. */
    public void add(AuditEvent decision) {
        if (!waiting.offer(decision)) {
            missing.incrementAndGet();
            dropped.run();
        }
    }

    /** Returns once all decisions are written, or after two seconds. */
    @Override
    public void close() {
        closing = true;
        try {
            writer.join(CLOSE_TIMEOUT_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void reportMissing() {
        long number = missing.getAndSet(0);
        if (number > 0) {
            LOG.warn("{} decisions are missing in the audit log, since writing it was too slow", number);
        }
    }

    private void write() {
        try {
            while (!closing || !waiting.isEmpty()) {
                AuditEvent decision = waiting.poll(POLL_TIMEOUT_MS, TimeUnit.MILLISECONDS);
                if (decision != null) {
                    log.accept(decision.toJson());
                    reportMissing();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
