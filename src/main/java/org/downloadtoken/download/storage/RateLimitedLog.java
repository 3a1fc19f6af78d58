package org.downloadtoken.download.storage;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;

/**
 * Warns the operator of each cause at most once in ten seconds, and of twenty causes in that time; then says how many
 * warnings were left out. Used by all event loops.
 */
public final class RateLimitedLog {
    static final int MAX_CAUSES = 20;

    private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final Logger log;
    private final LongSupplier nanoTime;

    /** When each cause was logged last, the oldest first. */
    private final Map<String, Long> logged = new LinkedHashMap<>();

    private long leftOut;

    public RateLimitedLog(Logger log, LongSupplier nanoTime) {
        this.log = log;
        this.nanoTime = nanoTime;
    }

    public void warn(String warning) {
        warn(warning, warning);
    }

    /** Logs a warning; another one of the same cause is left out for a while, whatever it says. */
    public synchronized void warn(String cause, String warning) {
        long now = nanoTime.getAsLong();
        logged.values().removeIf(at -> now - at >= PAUSE_NANOS);
        if (logged.size() >= MAX_CAUSES || logged.containsKey(cause)) {
            leftOut++;
            return;
        }
        logged.put(cause, now);
        log.warn("{}{}", warning, leftOut == 0 ? "" : " (" + leftOut + " similar warnings were left out before)");
        leftOut = 0;
    }
}
