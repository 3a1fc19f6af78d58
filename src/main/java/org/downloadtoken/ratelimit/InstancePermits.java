package org.downloadtoken.ratelimit;

import io.vertx.core.Future;
import java.util.function.Supplier;
import org.downloadtoken.failure.RequestFailure;

/** Permits from the buckets of this instance. Each decision is complete at once. */
public record InstancePermits(RateLimiter limiter) implements PermitSource {
    @Override
    public Future<Consumption> consume(BucketKey key) {
        try {
            limiter.consume(key);
            return CHARGED;
        } catch (RequestFailure exceeded) {
            return Future.failedFuture(exceeded);
        }
    }

    @Override
    public Future<Consumption> consume(BucketKey.ApiKey key, Supplier<BucketKey.Address> address) {
        try {
            Consumption consumption = limiter.consume(key, address);
            return consumption == Consumption.CHARGED ? CHARGED : Future.succeededFuture(consumption);
        } catch (RequestFailure exceeded) {
            return Future.failedFuture(exceeded);
        }
    }

    @Override
    public void consumeUpTo(BucketKey key, int permits) {
        limiter.consumeUpTo(key, permits);
    }
}
