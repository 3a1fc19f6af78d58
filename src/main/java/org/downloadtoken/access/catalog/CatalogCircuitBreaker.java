package org.downloadtoken.access.catalog;

import io.vertx.core.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.downloadtoken.failure.Failure;
import org.downloadtoken.failure.RequestFailure;

/**
 * Rejects queries while the catalog does not answer. A failure opens the breaker, unless another query was answered since the
 * failed one was sent. While the breaker is open, every query fails at once, except for one probe after a reset timeout. The
 * timeout is random, so that the instances do not send their probes to a recovering catalog at the same time. Belongs to one
 * event loop.
 */
public final class CatalogCircuitBreaker {
    private static final long MIN_RESET_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long MAX_RESET_NANOS = TimeUnit.MILLISECONDS.toNanos(300);

    private final LongSupplier nanoTime;
    private final LongSupplier resetNanos;
    private boolean open;
    private boolean probeInFlight;
    private long nextProbeAt;
    private long latestAnswerAt;

    /**
     * Creates a closed breaker.
     *
     * @param nanoTime a monotonic clock, in nanoseconds
     * @param resetNanos supplies the timeout before the next probe, in nanoseconds
     */
    public CatalogCircuitBreaker(LongSupplier nanoTime, LongSupplier resetNanos) {
        this.nanoTime = nanoTime;
        this.resetNanos = resetNanos;
        this.latestAnswerAt = nanoTime.getAsLong();
    }

    /** A random reset timeout, in nanoseconds. The invalidation channel also waits this long before it connects again. */
    public static long randomResetNanos() {
        return ThreadLocalRandom.current().nextLong(MIN_RESET_NANOS, MAX_RESET_NANOS);
    }

    /** Runs a query, or fails at once with {@link Failure#CATALOG_UNAVAILABLE}. */
    public <T> Future<T> call(Supplier<Future<T>> query) {
        long sentAt = nanoTime.getAsLong();
        if (open && (probeInFlight || sentAt - nextProbeAt < 0)) {
            return Future.failedFuture(
                    new RequestFailure(Failure.CATALOG_UNAVAILABLE, "the catalog did not answer recently"));
        }
        probeInFlight = open;
        boolean isProbe = probeInFlight;
        return query.get().onComplete(answer -> {
            if (isProbe) {
                probeInFlight = false;
            }
            if (answer.succeeded()) {
                open = false;
                latestAnswerAt = nanoTime.getAsLong();
            } else if (open || latestAnswerAt - sentAt <= 0) {
                // The breaker stays open, or it opens because nothing was answered after this query was sent. An answer
                // since then would mean that only this connection is faulty.
                open = true;
                nextProbeAt = nanoTime.getAsLong() + resetNanos.getAsLong();
            }
        });
    }
}
