package org.downloadtoken.log;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.slf4j.Logger;

/**
 * Logs warnings: at most one per cause in a period, and a limited number of causes in that time. The next warning contains the
 * number of suppressed warnings. Used by all event loops.
 */
public final class RateLimitedLog {
    static final int MAX_CAUSES = 20;

    private static final Duration PERIOD = Duration.ofSeconds(10);

    private final Logger log;
    private final LongSupplier nanoTime;
    private final long periodNanos;
    private final int maxCauses;

    /** When each cause was last logged, in nanoseconds; the oldest first. */
    private final Map<String, Long> loggedAt = new LinkedHashMap<>();

    private long suppressed;

    /** Allows 20 causes in ten seconds. */
    public RateLimitedLog(Logger log, LongSupplier nanoTime) {
        this(log, nanoTime, PERIOD, MAX_CAUSES);
    }

    public RateLimitedLog(Logger log, LongSupplier nanoTime, Duration period, int maxCauses) {
        this.log = log;
        this.nanoTime = nanoTime;
        this.periodNanos = period.toNanos();
        this.maxCauses = maxCauses;
    }

    public void warn(String warning) {
        warn(warning, warning);
    }

    /** Logs a warning. Further warnings with the same cause are suppressed for the period, even if their text differs. */
    public synchronized void warn(String cause, String warning) {
        long now = nanoTime.getAsLong();
        forgetBefore(now - periodNanos);
        if (loggedAt.size() >= maxCauses || loggedAt.containsKey(cause)) {
            suppressed++;
            return;
        }
        loggedAt.put(cause, now);
        log.warn(
                "{}{}",
                warning,
                suppressed == 0 ? "" : " (" + suppressed + " further warnings were suppressed before)");
        suppressed = 0;
    }

    private void forgetBefore(long time) {
        Iterator<Long> oldest = loggedAt.values().iterator();
        while (oldest.hasNext() && oldest.next() - time <= 0) {
            oldest.remove();
        }
    }
}
