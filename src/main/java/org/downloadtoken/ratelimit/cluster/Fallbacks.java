package org.downloadtoken.ratelimit.cluster;

import java.util.concurrent.CompletionException;
import org.downloadtoken.log.RateLimitedLog;
import org.slf4j.LoggerFactory;

/**
 * Reports decisions that an instance made from a bucket of its own, because the cluster did not answer.
 *
 * @param counter is run for each of them
 */
public record Fallbacks(Runnable counter, RateLimitedLog log) {
    public Fallbacks(Runnable counter) {
        this(counter, new RateLimitedLog(LoggerFactory.getLogger(Fallbacks.class), System::nanoTime));
    }

    void count() {
        counter.run();
    }

    /** Logs why the cluster did not answer. The text of an exception could contain the name of a bucket. */
    void failed(Throwable cause) {
        Throwable root = cause instanceof CompletionException && cause.getCause() != null ? cause.getCause() : cause;
        String name = root.getClass().getSimpleName();
        warn(name, "failed (" + name + ")");
    }

    void overdue() {
        warn("overdue", "did not answer within " + PermitRequest.PATIENCE.toMillis() + " ms");
    }

    private void warn(String cause, String what) {
        log.warn(cause, "The rate limit counts per instance for some clients, because the cluster " + what);
    }
}
