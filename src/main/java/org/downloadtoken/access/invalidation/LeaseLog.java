package org.downloadtoken.access.invalidation;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs whether public datasets are cached, and the cause if they are not: one line per change, at most one per second.
 * Belongs to one event loop.
 */
public final class LeaseLog {
    private static final Logger LOG = LoggerFactory.getLogger(LeaseLog.class);
    private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final Reason SLOW = new Reason(
            "heartbeats return too late or not at all",
            "the round trip to the catalog must stay below " + Invalidations.MAX_ROUND_TRIP_MS + " ms");

    /** Two reasons with the same cause are the same reason for the log, even if the details differ. */
    private record Reason(String cause, String detail) {}

    private final LongSupplier nanoTime;
    private Reason current = SLOW;
    private String logged = "";
    private long loggedAt;
    private long invalidLoggedAt;

    LeaseLog(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.loggedAt = nanoTime.getAsLong() - PAUSE_NANOS;
        this.invalidLoggedAt = loggedAt;
    }

    /** Sets the reason for which the lease is not renewed. */
    void interrupted(String cause, String detail) {
        current = new Reason(cause, detail);
    }

    /** Resets the reason after a renewal of the lease. */
    void renewed() {
        current = SLOW;
    }

    /** Warns of a notification that is neither an id nor *. Any role of the database can send one. */
    void invalidNotification() {
        long now = nanoTime.getAsLong();
        if (now - invalidLoggedAt >= PAUSE_NANOS) {
            invalidLoggedAt = now;
            LOG.warn(
                    "A notification of the catalog is neither an id nor *. The cache was cleared. The triggers may be of"
                            + " another version, see conf/sql/invalidation.sql");
        }
    }

    /** Logs the state if it has changed. The channel calls this with each heartbeat. */
    void update(boolean leased) {
        String state = leased ? "leased" : current.cause();
        long now = nanoTime.getAsLong();
        if (state.equals(logged)
                || now - loggedAt < PAUSE_NANOS
                || (logged.isEmpty() && current.equals(SLOW) && !leased)) {
            return;
        }
        logged = state;
        loggedAt = now;
        if (leased) {
            LOG.info("Public datasets are cached: the catalog notifies changes");
        } else {
            LOG.warn(
                    "Public datasets are not cached, since the service may miss changes of the catalog: {} ({})",
                    current.cause(),
                    current.detail());
        }
    }
}
