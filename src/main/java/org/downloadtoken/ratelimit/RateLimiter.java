package org.downloadtoken.ratelimit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.downloadtoken.failure.Failure;
import org.downloadtoken.failure.FailureDetail;
import org.downloadtoken.failure.RequestFailure;

/**
 * A token bucket for each who pays, which holds the limit and gets as much back in a minute, bit by bit. Shared by all event
 * loops; bounded. A bucket that nobody has asked for a minute is full again, so it can be forgotten.
 */
public final class RateLimiter {
    static final int MAX_BUCKETS = 100_000;
    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final long NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);

    private final int perMinute;
    private final TimeMeter time;
    private final Cache<BucketKey, Bucket> buckets;

    public RateLimiter(int perMinute) {
        this(perMinute, TimeMeter.SYSTEM_NANOTIME);
    }

    RateLimiter(int perMinute, TimeMeter time) {
        this.perMinute = perMinute;
        this.time = time;
        this.buckets = Caffeine.newBuilder()
                .maximumSize(MAX_BUCKETS)
                .expireAfterAccess(WINDOW)
                .ticker(time::currentTimeNanos)
                .executor(Runnable::run) // upkeep is short, and no thread of its own
                .build();
    }

    /**
     * Takes one.
     *
     * @throws RequestFailure if there is none
     */
    public void consume(BucketKey key) {
        take(bucket(key));
    }

    /**
     * Takes one for an API key. Only a key that the catalog has lately known has a bucket; for any other the address pays
     * until the catalog has answered, so keys that are made up earn nothing.
     *
     * @throws RequestFailure if there is none
     */
    public Consumption consume(BucketKey.ApiKey key, Supplier<BucketKey.Address> address) {
        Bucket ofKey = buckets.getIfPresent(key);
        if (ofKey != null) {
            take(ofKey);
            return Consumption.FINAL;
        }
        Bucket ofAddress = bucket(address.get());
        take(ofAddress);
        return () -> {
            ofAddress.addTokens(1);
            bucket(key).tryConsume(1);
        };
    }

    /** How many are remembered. */
    long size() {
        buckets.cleanUp();
        return buckets.estimatedSize();
    }

    private void take(Bucket bucket) {
        ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
        if (!probe.isConsumed()) {
            throw new RequestFailure(
                    Failure.RATE_LIMITED,
                    new FailureDetail.Limit(perMinute, ceilSeconds(probe.getNanosToWaitForRefill())));
        }
    }

    private static long ceilSeconds(long nanos) {
        return Math.floorDiv(nanos + NANOS_PER_SECOND - 1, NANOS_PER_SECOND);
    }

    private Bucket bucket(BucketKey key) {
        return buckets.get(
                key,
                created -> Bucket.builder()
                        .addLimit(limit -> limit.capacity(perMinute).refillGreedy(perMinute, WINDOW))
                        .withCustomTimePrecision(time)
                        .build());
    }
}
