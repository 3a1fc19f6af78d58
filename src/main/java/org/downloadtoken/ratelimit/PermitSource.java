package org.downloadtoken.ratelimit;

import io.vertx.core.Future;
import java.util.function.Supplier;

/**
 * Gives requests permits, from the buckets of this instance or from those of a cluster. A decision that this instance can make
 * alone is complete at once. Another one completes later, on the event loop of its caller.
 */
public interface PermitSource {
    /** A permit that was taken from the right bucket. All requests share it, so that it costs no allocation. */
    Future<Consumption> CHARGED = Future.succeededFuture(Consumption.CHARGED);

    /** Takes one permit. Fails with {@link org.downloadtoken.failure.Failure#RATE_LIMITED} if the bucket is empty. */
    Future<Consumption> consume(BucketKey key);

    /**
     * Takes one permit for an API key. A key without a bucket in this instance is charged to the client's address first, since a
     * client can invent any number of keys. If the catalog knows the key, the caller calls {@link Consumption#keyResolved()},
     * which moves the charge to a bucket of the key. Fails like {@link #consume(BucketKey)}.
     */
    Future<Consumption> consume(BucketKey.ApiKey key, Supplier<BucketKey.Address> address);

    /** Takes this many permits, or those that the bucket has. */
    void consumeUpTo(BucketKey key, int permits);
}
