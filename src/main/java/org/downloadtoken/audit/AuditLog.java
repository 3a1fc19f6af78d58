package org.downloadtoken.audit;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.LoggerFactory;

/**
 * Writes decisions to the log, in a thread of its own: a log that is slow holds up no request. What does not fit into the
 * buffer meanwhile is dropped, and counted.
 */
public final class AuditLog implements AutoCloseable {
    static final int CAPACITY = 10_000;

    private static final long CLOSE_MS = 2_000;
    private static final long POLL_MS = 100;

    private final BlockingQueue<MintDecision> waiting = new ArrayBlockingQueue<>(CAPACITY);
    private final Consumer<String> log;
    private final Runnable dropped;
    private final Thread writer;
    private volatile boolean closing;

    /** To the logger that is called audit; tells each decision that is dropped. */
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

    /** Takes a decision, to be written later; never waits. */
    public void add(MintDecision decision) {
        if (!waiting.offer(decision)) {
            dropped.run();
        }
    }

    /** Returns once all is written, or after two seconds. */
    @Override
    public void close() {
        closing = true;
        try {
            writer.join(CLOSE_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void write() {
        try {
            while (!closing || !waiting.isEmpty()) {
                MintDecision decision = waiting.poll(POLL_MS, TimeUnit.MILLISECONDS);
                if (decision != null) {
                    log.accept(decision.toJson());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
