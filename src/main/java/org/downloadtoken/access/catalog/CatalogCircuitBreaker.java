package org.downloadtoken.access.catalog;

import io.vertx.core.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.downloadtoken.failure.Failure;
import org.downloadtoken.failure.RequestFailure;

/**
 * Rejects queries while the catalog does not answer. After a failure, every query fails at once, except for one trial after a
 * pause. A random pause keeps the instances from sending their trials to a recovering catalog at the same time. Belongs to
 * one event loop.
 */
public final class CatalogCircuitBreaker {
    private static final long MIN_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long MAX_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(300);

    private final LongSupplier nanoTime;
    private final LongSupplier pauseNanos;
    private boolean open;
    private boolean trialInFlight;
    private long nextTrialAt;
    private long latestAnswerAt;

    /**
     * Creates a closed breaker.
     *
     * @param nanoTime a monotonic clock, in nanoseconds
     * @param pauseNanos the pause before the next trial, in nanoseconds
     */
    public CatalogCircuitBreaker(LongSupplier nanoTime, LongSupplier pauseNanos) {
        this.nanoTime = nanoTime;
        this.pauseNanos = pauseNanos;
        this.latestAnswerAt = nanoTime.getAsLong();
    }

    /** A random pause of 100 to 300 ms, in nanoseconds. */
    public static long randomPauseNanos() {
        return ThreadLocalRandom.current().nextLong(MIN_PAUSE_NANOS, MAX_PAUSE_NANOS);
    }

    /** Runs a query, or fails at once with {@link Failure#CATALOG_UNAVAILABLE}. */
    public <T> Future<T> call(Supplier<Future<T>> query) {
        long sentAt = nanoTime.getAsLong();
        if (open && (trialInFlight || sentAt - nextTrialAt < 0)) {
            return Future.failedFuture(
                    new RequestFailure(Failure.CATALOG_UNAVAILABLE, "the catalog did not answer recently"));
        }
        trialInFlight = open;
        boolean trial = trialInFlight;
        return query.get().onComplete(answer -> {
            if (trial) {
                trialInFlight = false;
            }
            if (answer.succeeded()) {
                open = false;
                latestAnswerAt = nanoTime.getAsLong();
            } else if (open || latestAnswerAt - sentAt <= 0) {
                // If another query was answered in the meantime, the fault is in one connection.
                open = true;
                nextTrialAt = nanoTime.getAsLong() + pauseNanos.getAsLong();
            }
        });
    }
}
