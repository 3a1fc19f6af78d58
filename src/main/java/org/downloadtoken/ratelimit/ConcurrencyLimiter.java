package org.downloadtoken.ratelimit;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.downloadtoken.failure.Failure;
import org.downloadtoken.failure.FailureHeaders;
import org.downloadtoken.failure.RequestFailure;

/** Limits how many downloads are in progress at the same time, in total and for each client. Shared by all event loops. */
public final class ConcurrencyLimiter {
    /** No limit for each client. */
    public static final int UNLIMITED = 0;

    private static final long RETRY_AFTER_SECONDS = 1;

    private final int total;
    private final int perClient;
    private final AtomicInteger inProgress = new AtomicInteger();
    private final ConcurrentMap<BucketKey, Integer> byClient = new ConcurrentHashMap<>();

    /**
     * Creates a limiter.
     *
     * @param perClient the most for one client, or {@link #UNLIMITED}
     */
    public ConcurrencyLimiter(int total, int perClient) {
        this.total = total;
        this.perClient = perClient;
    }

    /** The number of permits that are in use. */
    public int inProgress() {
        return inProgress.get();
    }

    /**
     * A permit for one download, which the caller releases.
     *
     * @throws RequestFailure with {@link Failure#RATE_LIMITED} if the client has too many, with {@link
     *     Failure#DOWNLOADS_EXHAUSTED} if all clients together have
     */
    public Permit acquire(BucketKey client) {
        int ofClient = byClient.merge(client, 1, Integer::sum);
        if (perClient != UNLIMITED && ofClient > perClient) {
            decrement(client);
            throw new RequestFailure(Failure.RATE_LIMITED, new FailureHeaders.RetryAfter(RETRY_AFTER_SECONDS));
        }
        if (inProgress.incrementAndGet() > total) {
            inProgress.decrementAndGet();
            decrement(client);
            throw new RequestFailure(Failure.DOWNLOADS_EXHAUSTED);
        }
        return new Permit(client);
    }

    private void decrement(BucketKey client) {
        byClient.computeIfPresent(client, (key, number) -> number == 1 ? null : number - 1);
    }

    /** The right to one download. It may have several holders, and ends when the last one has released it. */
    public final class Permit {
        private final BucketKey client;
        private final AtomicInteger holders = new AtomicInteger(1);

        private Permit(BucketKey client) {
            this.client = client;
        }

        /** Adds a holder, such as a read that may outlive the response. */
        public void retain() {
            holders.incrementAndGet();
        }

        public void release() {
            if (holders.decrementAndGet() == 0) {
                inProgress.decrementAndGet();
                decrement(client);
            }
        }
    }
}
