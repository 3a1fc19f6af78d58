package org.downloadtoken.log;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;

/**
 * Logs warnings: at most one per cause in ten seconds, and at most 20 causes in that time. The next warning contains the number
 * of suppressed warnings. Used by all event loops.
 */
public final class RateLimitedLog {
    static final int MAX_CAUSES = 20;

    private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final Logger log;
    private final LongSupplier nanoTime;

    /** When each cause was last logged, in nanoseconds; the oldest first. */
    private final Map<String, Long> loggedAt = new LinkedHashMap<>();

    private long suppressed;

    public RateLimitedLog(Logger log, LongSupplier nanoTime) {
        this.log = log;
        this.nanoTime = nanoTime;
    }

    public void warn(String warning) {
        warn(warning, warning);
    }

    /** Logs a warning. Further warnings with the same cause are suppressed for ten seconds, even if their text differs. */
    public synchronized void warn(String cause, String warning) {
        long now = nanoTime.getAsLong();
        loggedAt.values().removeIf(at -> now - at >= PAUSE_NANOS);
        if (loggedAt.size() >= MAX_CAUSES || loggedAt.containsKey(cause)) {
            suppressed++;
            return;
        }
        loggedAt.put(cause, now);
        log.warn(
                "{}{}",
                warning,
                suppressed == 0 ? "" : " (" + suppressed + " similar warnings were suppressed before)");
        suppressed = 0;
    }
}
