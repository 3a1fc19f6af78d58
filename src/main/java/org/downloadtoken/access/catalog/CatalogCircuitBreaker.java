package org.downloadtoken.access.catalog;

import io.vertx.core.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.downloadtoken.failure.Failure;
import org.downloadtoken.failure.RequestFailure;

/**
 * Keeps questions from a catalog that does not answer: after a failure all fail at once but for one trial at a time, each
 * a random while after the last, so that neither callers wait for nothing nor a catalog that comes back is overrun by all
 * instances at once. Belongs to one event loop.
 */
public final class CatalogCircuitBreaker {
    public static final long LEAST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    public static final long MOST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(300);

    private final LongSupplier nanoTime;
    private final LongSupplier pauseNanos;
    private boolean open;
    private boolean trying;
    private long nextTrialAt;
    private long latestAnswerAt;

    /** A breaker that lets all pass; the pause before each trial is in nanoseconds, as the monotonic clock is. */
    public CatalogCircuitBreaker(LongSupplier nanoTime, LongSupplier pauseNanos) {
        this.nanoTime = nanoTime;
        this.pauseNanos = pauseNanos;
        this.latestAnswerAt = nanoTime.getAsLong();
    }

    /** Asks the catalog, or fails at once with {@link Failure#CATALOG_UNAVAILABLE}. */
    public <T> Future<T> call(Supplier<Future<T>> question) {
        long askedAt = nanoTime.getAsLong();
        if (open && (trying || askedAt - nextTrialAt < 0)) {
            return Future.failedFuture(
                    new RequestFailure(Failure.CATALOG_UNAVAILABLE, "the catalog did not answer lately"));
        }
        trying = open;
        boolean trial = trying;
        return question.get().onComplete(answer -> {
            if (trial) {
                trying = false;
            }
            if (answer.succeeded()) {
                open = false;
                latestAnswerAt = nanoTime.getAsLong();
            } else if (open || latestAnswerAt - askedAt <= 0) {
                // What failed while others were answered is the fault of one connection.
                open = true;
                nextTrialAt = nanoTime.getAsLong() + pauseNanos.getAsLong();
            }
        });
    }
}
