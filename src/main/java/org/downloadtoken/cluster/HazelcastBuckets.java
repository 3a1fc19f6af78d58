package org.downloadtoken.cluster;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.map.IMap;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.distributed.AsyncBucketProxy;
import io.github.bucket4j.distributed.proxy.AsyncProxyManager;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.downloadtoken.ratelimit.BucketKey;
import org.downloadtoken.ratelimit.RatePolicy;
import org.downloadtoken.ratelimit.cluster.ClusterBuckets;
import org.downloadtoken.ratelimit.cluster.EventLoops;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The buckets of a rate limit in Hazelcast, kept by Bucket4j. Bucket4j's own optimizations are not used: its delaying lets each
 * member grant permits before they are taken, and costs more for each request than the allowance of this service. A request is
 * executed by the member that owns the bucket, at the time of the cluster.
 */
final class HazelcastBuckets implements ClusterBuckets {
    private static final Logger LOG = LoggerFactory.getLogger(HazelcastBuckets.class);

    /** Hazelcast bounds neither the requests in flight nor those that wait for a member that is silent. */
    private static final int MAX_IN_FLIGHT = 1_000;

    /** Some of them on each member. */
    private static final int WARM_UP_BUCKETS = 50;

    private static final long WARM_UP_NANOS = Duration.ofSeconds(5).toNanos();

    private final HazelcastInstance hazelcast;
    private final RatePolicy policy;
    private final AsyncProxyManager<String> buckets;
    private final CompletableFuture<BucketConfiguration> configuration;
    private final AtomicInteger inFlight = new AtomicInteger();

    HazelcastBuckets(HazelcastInstance hazelcast, RatePolicy policy, EventLoops loops) {
        this.hazelcast = hazelcast;
        this.policy = policy;
        IMap<String, byte[]> map = hazelcast.getMap(HazelcastConfig.RATE_LIMITS);
        this.buckets = new MapProxies(map, new ClusterTime(hazelcast.getCluster()), loops).asAsync();
        this.configuration = CompletableFuture.completedFuture(
                BucketConfiguration.builder().addLimit(policy.bandwidth()).build());
    }

    /**
     * Takes permits from unused buckets, until all are answered. The first requests would be late, because they load classes and
     * assign partitions, and an instance would count alone in the first burst.
     */
    void warmUp() {
        long end = System.nanoTime() + WARM_UP_NANOS;
        try {
            for (int i = 0; i < WARM_UP_BUCKETS; i++) {
                bucket(new BucketKey.User(UUID.randomUUID()))
                        .take(1)
                        .toCompletableFuture()
                        .get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
            }
        } catch (ExecutionException | TimeoutException failure) {
            LOG.warn("The cluster does not keep the buckets of the rate limit yet", failure);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public ClusterBucket bucket(BucketKey key) {
        return new HazelcastBucket(BucketName.of(policy, key));
    }

    @Override
    public int instances() {
        return hazelcast.getCluster().getMembers().size();
    }

    private <T> CompletionStage<T> bounded(Supplier<CompletableFuture<T>> request) {
        if (inFlight.incrementAndGet() > MAX_IN_FLIGHT) {
            inFlight.decrementAndGet();
            return CompletableFuture.failedFuture(new TooManyInFlightException());
        }
        CompletableFuture<T> response;
        try {
            response = request.get();
        } catch (RuntimeException failure) { // such as that this member is stopping
            response = CompletableFuture.failedFuture(failure);
        }
        return response.whenComplete((answer, failure) -> inFlight.decrementAndGet());
    }

    /** Hazelcast does not answer fast enough for another request. */
    private static final class TooManyInFlightException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private TooManyInFlightException() {
            super("too many requests to Hazelcast are in flight", null, false, false);
        }
    }

    private final class HazelcastBucket implements ClusterBucket {
        private final String name;

        private HazelcastBucket(String name) {
            this.name = name;
        }

        @Override
        public CompletionStage<Taken> take(int permits) {
            AsyncBucketProxy bucket = bucket();
            return bounded(() -> bucket.tryConsumeAsMuchAsPossible(permits)
                    .thenCompose(taken -> taken == permits
                            ? CompletableFuture.completedFuture(new Taken(permits, 0))
                            : bucket.estimateAbilityToConsume(1)
                                    .thenApply(next -> new Taken(taken.intValue(), next.getNanosToWaitForRefill()))));
        }

        @Override
        public void giveBack(int permits) {
            var unused = bounded(() -> bucket().addTokens(permits));
        }

        /** Not kept, since a bucket needs it rarely. */
        private AsyncBucketProxy bucket() {
            return buckets.builder().build(name, () -> configuration);
        }
    }
}
