package org.downloadtoken.it.ratelimit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.downloadtoken.cluster.ClusterMember;
import org.downloadtoken.config.Cluster.Membership;
import org.downloadtoken.config.ClusterAddresses;
import org.downloadtoken.config.Discovery;
import org.downloadtoken.encoding.HostPort;
import org.downloadtoken.ratelimit.BucketKey;
import org.downloadtoken.ratelimit.RatePolicy;
import org.downloadtoken.ratelimit.cluster.ClusterBuckets;
import org.downloadtoken.ratelimit.cluster.ClusterBuckets.Taken;
import org.downloadtoken.testing.program.Daemon;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Tests buckets in a real Hazelcast of two members, each of which owns about half of them. */
class HazelcastBucketsIT {
    private static final RatePolicy POLICY = new RatePolicy("test", 5);

    private static List<ClusterMember> members;

    @BeforeAll
    static void join() {
        List<HostPort> addresses = Stream.generate(() -> new HostPort("127.0.0.1", Daemon.freePort()))
                .limit(2)
                .toList();
        members = addresses.stream()
                .map(address -> ClusterMember.join(
                        Vertx.builder(),
                        new VertxOptions().setEventLoopPoolSize(1),
                        new Membership(
                                new Discovery.Members(addresses),
                                new ClusterAddresses(address, new HostPort("127.0.0.1", Daemon.freePort())),
                                Optional.empty()),
                        Optional.empty()))
                .toList();
    }

    @AfterAll
    static void leave() {
        members.forEach(member ->
                member.vertx().close().toCompletionStage().toCompletableFuture().join());
    }

    @Test
    void bothMembersTakePermitsFromTheSameBuckets() {
        ClusterBuckets first = members.get(0).rateLimits(POLICY);
        ClusterBuckets second = members.get(1).rateLimits(POLICY);

        IntStream.range(0, 40).forEach(i -> {
            BucketKey user = new BucketKey.User(UUID.randomUUID());
            assertEquals(new Taken(3, 0), take(first, user, 3));
            Taken rest = take(second, user, 4);
            assertEquals(2, rest.permits());
            assertTrue(rest.nanosToWait() > 0);
            first.bucket(user).giveBack(1);
            assertEquals(1, take(first, user, 1).permits());
        });
        assertEquals(2, first.instances());
    }

    private static Taken take(ClusterBuckets buckets, BucketKey key, int permits) {
        return buckets.bucket(key).take(permits).toCompletableFuture().join();
    }
}
