package org.downloadtoken.access.invalidation;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs whether public datasets are cached, and if not, why: one line for each change, at most one a second. Belongs to one
 * event loop.
 */
public final class LeaseLog {
    private static final Logger LOG = LoggerFactory.getLogger(LeaseLog.class);
    private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final Reason SLOW = new Reason(
            "heartbeats return too late or not at all", "the round trip to the catalog must stay below 300 ms");

    /** The detail may differ from one moment to the next without being another reason. */
    private record Reason(String cause, String detail) {}

    private final LongSupplier nanoTime;
    private Reason current = SLOW;
    private String logged = "";
    private long loggedAt;
    private long notUnderstoodAt;

    public LeaseLog(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.loggedAt = nanoTime.getAsLong() - PAUSE_NANOS;
        this.notUnderstoodAt = loggedAt;
    }

    /** Notes that the lease is not renewed, and why. */
    void interrupted(String cause, String detail) {
        current = new Reason(cause, detail);
    }

    /** Notes that the lease has been renewed. */
    void renewed() {
        current = SLOW;
    }

    /** Notes a notification that is neither an id nor *; any role of the database may send some. */
    void notUnderstood() {
        long now = nanoTime.getAsLong();
        if (now - notUnderstoodAt >= PAUSE_NANOS) {
            notUnderstoodAt = now;
            LOG.warn(
                    "A notification of the catalog is neither an id nor *, so everything cached is dropped; the triggers"
                            + " may be of another version, see conf/sql/invalidation.sql");
        }
    }

    /** Logs if there is something new to say; to be called often. */
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
                    "Public datasets are not cached, since changes of the catalog may go unnoticed: {} ({})",
                    current.cause(),
                    current.detail());
        }
    }
}
