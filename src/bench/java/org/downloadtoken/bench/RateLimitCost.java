package org.downloadtoken.bench;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.hazelcast.map.IMap;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.distributed.AsyncBucketProxy;
import io.github.bucket4j.distributed.proxy.optimization.DelayParameters;
import io.github.bucket4j.distributed.proxy.optimization.Optimizations;
import io.github.bucket4j.grid.hazelcast.Bucket4jHazelcast;
import io.github.bucket4j.grid.hazelcast.HazelcastProxyManager;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.downloadtoken.cluster.ClusterMember;
import org.downloadtoken.config.Cluster.Membership;
import org.downloadtoken.config.ClusterAddresses;
import org.downloadtoken.config.Discovery;
import org.downloadtoken.encoding.HostPort;
import org.downloadtoken.ratelimit.BucketKey;
import org.downloadtoken.ratelimit.InstancePermits;
import org.downloadtoken.ratelimit.RateLimiter;
import org.downloadtoken.ratelimit.RatePolicy;
import org.downloadtoken.ratelimit.cluster.ClusterBuckets;
import org.downloadtoken.ratelimit.cluster.ClusterPermits;
import org.downloadtoken.ratelimit.cluster.EventLoops;
import org.downloadtoken.ratelimit.cluster.Fallbacks;
import org.downloadtoken.ratelimit.cluster.SharedLimit;
import org.downloadtoken.testing.program.Daemon;

/**
 * Measures the CPU time of one permit, in a cluster of three members in this process: of all threads, so what other members do for
 * it counts. Each request works for some microseconds, as a mint does, because a permit costs more if the requests wait for it.
 */
public final class RateLimitCost {
    private static final int MEMBERS = 3;
    private static final int ROUNDS = 11;
    private static final int REQUESTS = 90_000;
    private static final int TURN = 20;

    /** How many clients send at the same time. */
    private static final int CLIENTS = 10;

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final ClusterMember member;
    private final MessageDigest work;
    private final byte[] data = new byte[11_000];
    private final AtomicInteger waited = new AtomicInteger();
    private final AtomicInteger questions = new AtomicInteger();
    private final AtomicInteger fallbacks = new AtomicInteger();

    private RateLimitCost(ClusterMember member) throws GeneralSecurityException {
        this.member = member;
        this.work = MessageDigest.getInstance("SHA-256");
    }

    /** Prints the median of each way and limit. */
    public static void main(String[] arguments) throws GeneralSecurityException {
        List<HostPort> addresses = IntStream.range(0, MEMBERS)
                .mapToObj(member -> new HostPort("127.0.0.1", Daemon.freePort()))
                .toList();
        List<ClusterMember> members = addresses.stream()
                .map(address -> ClusterMember.join(
                        Vertx.builder(),
                        new VertxOptions().setEventLoopPoolSize(1),
                        new Membership(
                                new Discovery.Members(addresses),
                                new ClusterAddresses(address, new HostPort("127.0.0.1", Daemon.freePort())),
                                Optional.empty()),
                        Optional.empty()))
                .toList();
        RateLimitCost cost = new RateLimitCost(members.get(0));
        for (int limit : new int[] {10_000, 1_000_000}) {
            cost.measure(limit);
        }
        System.exit(0);
    }

    private void measure(int limit) {
        RatePolicy policy = new RatePolicy("mint", limit);
        InstancePermits instance = new InstancePermits(new RateLimiter(policy));
        ClusterPermits cluster = new ClusterPermits(new SharedLimit(
                policy,
                counted(member.rateLimits(policy)),
                EventLoops.of(member.vertx()),
                TimeMeter.SYSTEM_NANOTIME,
                new Fallbacks(fallbacks::incrementAndGet)));
        Map<String, Function<BucketKey, Future<?>>> ways = new LinkedHashMap<>();
        ways.put("none", key -> Future.succeededFuture());
        ways.put("instance", instance::consume);
        ways.put("cluster", cluster::consume);
        ways.put("delaying", delaying(policy));
        Map<String, List<Double>> micros = new LinkedHashMap<>();
        for (int round = 0; round <= ROUNDS; round++) {
            boolean warm = round > 0;
            ways.forEach((name, way) -> {
                waited.set(0);
                fallbacks.set(0);
                questions.set(0);
                double cpu = run(way, limit);
                System.out.printf(
                        "%8d %-9s %6.3f us, %d waited, %d fallbacks, %d questions%n",
                        limit, name, cpu, waited.get(), fallbacks.get(), questions.get());
                if (warm) {
                    micros.computeIfAbsent(name, first -> new ArrayList<>()).add(cpu);
                }
            });
        }
        micros.forEach((name, all) -> System.out.printf(
                "limit %d, %s: median %.3f us of CPU per request%n",
                limit, name, all.stream().sorted().skip(ROUNDS / 2).findFirst().orElseThrow()));
    }

    private ClusterBuckets counted(ClusterBuckets buckets) {
        return new ClusterBuckets() {
            @Override
            public ClusterBucket bucket(BucketKey key) {
                ClusterBucket bucket = buckets.bucket(key);
                return new ClusterBucket() {
                    @Override
                    public CompletionStage<Taken> take(int permits) {
                        questions.incrementAndGet();
                        return bucket.take(permits);
                    }

                    @Override
                    public void giveBack(int permits) {
                        bucket.giveBack(permits);
                    }
                };
            }

            @Override
            public int instances() {
                return buckets.instances();
            }
        };
    }

    private double run(Function<BucketKey, Future<?>> way, int limit) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        long start = cpuNanos();
        member.vertx().runOnContext(started -> turn(way, limit, REQUESTS, clients(), done));
        done.join();
        return (cpuNanos() - start) / 1e3 / REQUESTS;
    }

    /** Of the Java threads: those that compile and collect work mostly for the warm-up. */
    private static long cpuNanos() {
        return LongStream.of(THREADS.getAllThreadIds())
                .map(THREADS::getThreadCpuTime)
                .filter(nanos -> nanos > 0)
                .sum();
    }

    /** Sends some requests, then gives the event loop its turn. Each key is used for 9 tenths of its limit. */
    private void turn(
            Function<BucketKey, Future<?>> way,
            int limit,
            int rest,
            List<BucketKey> keys,
            CompletableFuture<Void> done) {
        for (int i = 0; i < TURN; i++) {
            work.update(data);
            work.digest();
            Future<?> decision = way.apply(keys.get((rest - i) % CLIENTS));
            if (!decision.isComplete()) {
                waited.incrementAndGet();
                decision.onComplete(decided -> {});
            }
        }
        int next = rest - TURN;
        if (next <= 0) {
            done.complete(null);
            return;
        }
        List<BucketKey> nextKeys = next % (limit / 10 * 9 * CLIENTS) < TURN ? clients() : keys;
        member.vertx().runOnContext(turn -> turn(way, limit, next, nextKeys, done));
    }

    private static List<BucketKey> clients() {
        return Stream.<BucketKey>generate(() -> new BucketKey.User(UUID.randomUUID()))
                .limit(CLIENTS)
                .toList();
    }

    /** Bucket4j's own optimization. */
    private Function<BucketKey, Future<?>> delaying(RatePolicy policy) {
        IMap<String, byte[]> map = member.hazelcast().getMap("rate-limits");
        HazelcastProxyManager<String> manager =
                Bucket4jHazelcast.entryProcessorBasedBuilder(map).build();
        CompletableFuture<BucketConfiguration> configuration = CompletableFuture.completedFuture(
                BucketConfiguration.builder().addLimit(policy.bandwidth()).build());
        DelayParameters delay = new DelayParameters(policy.perMinute() / 80, Duration.ofSeconds(1));
        Cache<BucketKey, AsyncBucketProxy> proxies = Caffeine.newBuilder()
                .maximumSize(100_000)
                .executor(Runnable::run)
                .build();
        return key -> {
            CompletableFuture<?> decision = proxies.get(
                            key,
                            created -> manager.asAsync()
                                    .builder()
                                    .withOptimization(Optimizations.delaying(delay))
                                    .build("delaying" + created, () -> configuration))
                    .tryConsumeAndReturnRemaining(1);
            return decision.isDone() ? Future.succeededFuture() : Future.fromCompletionStage(decision);
        };
    }
}
