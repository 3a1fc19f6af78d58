package org.downloadtoken.audit;

import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes events to the audit log in a separate thread, so a slow log delays no request. Events that do not fit into the buffer
 * are dropped and counted. A warning gives their number once the log is written again.
 */
public final class AuditLog implements AutoCloseable {
    static final int CAPACITY = 10_000;

    private static final Logger LOG = LoggerFactory.getLogger(AuditLog.class);

    private static final long CLOSE_TIMEOUT_MS = 2_000;
    private static final long POLL_TIMEOUT_MS = 100;

    private final BlockingQueue<AuditEvent> waiting = new ArrayBlockingQueue<>(CAPACITY);
    private final FirstUses firstUses = new FirstUses(Ticker.systemTicker());
    private final Consumer<String> log;
    private final Runnable dropped;
    private final Thread writer;
    private final AtomicLong missing = new AtomicLong();
    private volatile boolean closing;

    /**
     * Creates a log that writes to the logger {@code audit}.
     *
     * @param dropped runs for each dropped event
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

    /** Adds an event to the buffer, or drops it. Never blocks. */
    public void add(AuditEvent event) {
        offer(event);
    }

    private boolean offer(AuditEvent event) {
        boolean added = waiting.offer(event);
        if (!added) {
            missing.incrementAndGet();
            dropped.run();
        }
        return added;
    }

    /**
     * Adds an event, unless any event loop has added one with an equal key within its lifetime. Never blocks.
     *
     * @param key identifies the token, or the caller and dataset
     * @param life how long the key is remembered
     */
    public void addFirst(Object key, Duration life, Supplier<? extends AuditEvent> event) {
        if (firstUses.isFirst(key, life) && !offer(event.get())) {
            firstUses.forget(key); // the next use may be written
        }
    }

    /** Returns once all events are written, or after two seconds. */
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
            LOG.warn("{} events are missing in the audit log, since writing it was too slow", number);
        }
    }

    private void write() {
        try {
            while (!closing || !waiting.isEmpty()) {
                AuditEvent event = waiting.poll(POLL_TIMEOUT_MS, TimeUnit.MILLISECONDS);
                if (event != null) {
                    log.accept(event.toJson());
                    reportMissing();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
