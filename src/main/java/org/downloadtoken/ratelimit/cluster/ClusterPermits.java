package org.downloadtoken.ratelimit.cluster;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.vertx.core.Future;
import java.util.function.Supplier;
import org.downloadtoken.ratelimit.BucketKey;
import org.downloadtoken.ratelimit.Consumption;
import org.downloadtoken.ratelimit.PermitSource;
import org.downloadtoken.ratelimit.RatePolicy;

/**
 * Permits from buckets that all instances of a cluster share. This instance keeps what it knows of at most MAX_BUCKETS buckets, and
 * of each until it was not used for a minute. Shared by all event loops.
 */
public final class ClusterPermits implements PermitSource {
    static final int MAX_BUCKETS = 100_000;

    private final SharedLimit limit;
    private final Cache<BucketKey, SharedBucket> buckets;

    public ClusterPermits(SharedLimit limit) {
        this.limit = limit;
        this.buckets = Caffeine.newBuilder()
                .maximumSize(MAX_BUCKETS)
                .expireAfterAccess(RatePolicy.WINDOW)
                .ticker(limit::now)
                .executor(Runnable::run) // maintenance is too short for another thread
                .build();
    }

    @Override
    public Future<Consumption> consume(BucketKey key) {
        return bucket(key).consume();
    }

    @Override
    public Future<Consumption> consume(BucketKey.ApiKey key, Supplier<BucketKey.Address> address) {
        SharedBucket ofKey = buckets.getIfPresent(key);
        if (ofKey != null) {
            return ofKey.consume();
        }
        SharedBucket ofAddress = bucket(address.get());
        return ofAddress.consume().map(taken -> () -> {
            ofAddress.giveBack();
            bucket(key).consumeUpTo(1);
        });
    }

    @Override
    public void consumeUpTo(BucketKey key, int permits) {
        bucket(key).consumeUpTo(permits);
    }

    /** The number of buckets. */
    long size() {
        buckets.cleanUp();
        return buckets.estimatedSize();
    }

    private SharedBucket bucket(BucketKey key) {
        return buckets.get(key, created -> new SharedBucket(limit, created));
    }
}
