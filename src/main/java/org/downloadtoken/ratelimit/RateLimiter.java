package org.downloadtoken.ratelimit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.util.function.Supplier;
import org.downloadtoken.failure.RequestFailure;

/**
 * Limits requests with one token bucket per key. A bucket holds as many permits as the limit, and refills evenly within a
 * minute. There are at most MAX_BUCKETS buckets. A bucket that was not used for a minute is full, so it is removed. Above the
 * maximum, other buckets are removed too, and their clients start with a full one. Shared by all event loops.
 */
public final class RateLimiter {
    static final int MAX_BUCKETS = 100_000;

    private final RatePolicy policy;
    private final TimeMeter time;
    private final Cache<BucketKey, Bucket> buckets;

    public RateLimiter(RatePolicy policy) {
        this(policy, TimeMeter.SYSTEM_NANOTIME);
    }

    RateLimiter(RatePolicy policy, TimeMeter time) {
        this.policy = policy;
        this.time = time;
        this.buckets = Caffeine.newBuilder()
                .maximumSize(MAX_BUCKETS)
                .expireAfterAccess(RatePolicy.WINDOW)
                .ticker(time::currentTimeNanos)
                .executor(Runnable::run) // maintenance is too short for another thread
                .build();
    }

    /**
     * Takes one permit.
     *
     * @throws RequestFailure if the bucket is empty
     */
    public void consume(BucketKey key) {
        take(bucket(key));
    }

    /** Takes this many permits, or those that the bucket has. */
    public void consumeUpTo(BucketKey key, int permits) {
        bucket(key).tryConsumeAsMuchAsPossible(permits);
    }

    /** Gives one permit back. */
    public void giveBack(BucketKey key) {
        bucket(key).addTokens(1);
    }

    /**
     * Takes one permit for an API key. A key without a bucket is charged to the client's address first, since a client can
     * invent any number of keys. If the catalog knows the key, the caller calls {@link Consumption#keyResolved()}, which
     * moves the charge to a bucket of the key.
     *
     * @throws RequestFailure if the bucket is empty
     */
    public Consumption consume(BucketKey.ApiKey key, Supplier<BucketKey.Address> address) {
        Bucket ofKey = buckets.getIfPresent(key);
        if (ofKey != null) {
            take(ofKey);
            return Consumption.CHARGED;
        }
        Bucket ofAddress = bucket(address.get());
        take(ofAddress);
        return () -> {
            ofAddress.addTokens(1);
            bucket(key).tryConsume(1);
        };
    }

    /** The number of buckets. */
    long size() {
        buckets.cleanUp();
        return buckets.estimatedSize();
    }

    private void take(Bucket bucket) {
        ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
        if (!probe.isConsumed()) {
            throw policy.exceeded(probe.getNanosToWaitForRefill());
        }
    }

    private Bucket bucket(BucketKey key) {
        return buckets.get(key, created -> policy.bucket(time));
    }
}
