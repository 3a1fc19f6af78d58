package org.downloadtoken.ratelimit.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.downloadtoken.failure.FailureHeaders;
import org.downloadtoken.failure.RequestFailure;
import org.downloadtoken.ratelimit.BucketKey;
import org.downloadtoken.ratelimit.Consumption;
import org.downloadtoken.ratelimit.PermitSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClusterPermitsTest {
    private static final BucketKey USER = new BucketKey.User(UUID.randomUUID());
    private static final BucketKey.ApiKey API_KEY = new BucketKey.ApiKey("a hash");
    private static final BucketKey.Address ADDRESS = BucketKey.Address.of(InetAddress.getLoopbackAddress());

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 60, 599, 600, 10_000, 1_000_000})
    void burstOverAllInstancesGetsTheLimit(int limit) {
        FakeCluster cluster = new FakeCluster(limit, 3);
        List<ClusterPermits> instances = instances(cluster);
        int granted = burst(instances, limit * 2);

        assertTrue(granted <= limit, () -> granted + " permits");
        assertTrue(granted >= limit - limit / 20, () -> granted + " permits");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 60, 599, 600, 10_000})
    void permitsThatAreHeldExceedTheNextMinuteByTenPercentAtMost(int limit) {
        FakeCluster cluster = new FakeCluster(limit, 3);
        List<ClusterPermits> instances = instances(cluster);
        burst(instances, 3); // each instance fills its allowance
        for (int i = 0; i < 300; i++) { // the bucket is full again
            cluster.pass(Duration.ofMillis(100));
        }
        int granted = burst(instances, limit * 2);

        assertTrue(granted <= limit + Math.max(limit / 10, 2 * instances.size()), () -> granted + " permits");
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 60, 10_000})
    void requestsInFlightGetNoMoreThanTheLimit(int limit) {
        FakeCluster cluster = new FakeCluster(limit, 3);
        List<ClusterPermits> instances = instances(cluster);
        cluster.fallSilent();
        List<Future<Consumption>> decisions = Stream.generate(instances::stream)
                .limit(300)
                .flatMap(all -> all)
                .map(instance -> instance.consume(USER))
                .toList();
        for (int i = 0; i < 20; i++) {
            cluster.answer();
        }

        assertTrue(decisions.stream().allMatch(Future::isComplete));
        assertEquals(
                Math.min(limit, decisions.size()),
                decisions.stream().filter(Future::succeeded).count());
    }

    @Test
    void smallLimitIsExactWhateverInstanceGetsTheRequests() {
        FakeCluster cluster = new FakeCluster(5, 3);
        List<ClusterPermits> instances = instances(cluster);
        for (int i : new int[] {0, 1, 1, 2, 0}) {
            assertTrue(instances.get(i).consume(USER).succeeded());
        }

        assertEquals(
                new FailureHeaders.Limit("test", 5, 12), limit(instances.get(2).consume(USER)));
    }

    @Test
    void emptyBucketIsAskedAgainWhenItHasAPermit() {
        FakeCluster cluster = new FakeCluster(5, 1);
        ClusterPermits instance = cluster.instance();
        burst(List.of(instance), 6);
        int questions = cluster.questions();
        cluster.pass(Duration.ofMillis(11_999));

        assertEquals(new FailureHeaders.Limit("test", 5, 1), limit(instance.consume(USER)));
        assertEquals(questions, cluster.questions());
        cluster.pass(Duration.ofMillis(1));
        assertTrue(instance.consume(USER).succeeded());
    }

    @Test
    void permitOfTheAllowanceNeedsNoQuestion() {
        FakeCluster cluster = new FakeCluster(10_000, 3);
        ClusterPermits instance = cluster.instance();
        instance.consume(USER);
        int questions = cluster.questions();

        assertSame(PermitSource.CHARGED, instance.consume(USER));
        assertEquals(questions, cluster.questions());
    }

    @Test
    void allowanceIsFilledBeforeItIsEmpty() {
        FakeCluster cluster = new FakeCluster(10_000, 3);
        ClusterPermits instance = cluster.instance();
        for (int i = 0; i < 9_000; i++) {
            assertTrue(instance.consume(USER).succeeded());
        }
        cluster.fallSilent();

        assertTrue(instance.consume(USER).succeeded());
        assertTrue(cluster.questions() < 9_000 / 50, () -> cluster.questions() + " questions");
    }

    @Test
    void permitsThatAreNotUsedGoBack() {
        FakeCluster cluster = new FakeCluster(10_000, 3);
        ClusterPermits unused = cluster.instance();
        ClusterPermits other = cluster.instance();
        unused.consume(USER);
        burst(List.of(other), 9_500);
        assertTrue(other.consume(USER).failed());
        cluster.pass(Duration.ofSeconds(1));

        assertEquals(167 + 832, burst(List.of(other), 2_000));
    }

    @Test
    void permitsThatAreUsedStay() {
        FakeCluster cluster = new FakeCluster(10_000, 3);
        ClusterPermits instance = cluster.instance();
        burst(List.of(instance), 1);
        cluster.pass(Duration.ofMillis(900));
        burst(List.of(instance), 700);
        cluster.pass(Duration.ofMillis(200));
        int questions = cluster.questions();
        burst(List.of(instance), 100);

        assertEquals(questions, cluster.questions());
    }

    @Test
    void bucketsAreForgottenAfterAMinute() {
        FakeCluster cluster = new FakeCluster(5, 3);
        ClusterPermits instance = cluster.instance();
        instance.consume(USER);
        cluster.pass(Duration.ofMinutes(1));

        assertEquals(0, instance.size());
    }

    @Test
    void unknownKeyIsChargedToTheAddress() {
        FakeCluster cluster = new FakeCluster(1, 3);
        ClusterPermits instance = cluster.instance();

        assertTrue(instance.consume(API_KEY, () -> ADDRESS).succeeded());
        assertTrue(instance.consume(ADDRESS).failed());
    }

    @Test
    void resolvedKeyIsChargedInAllInstancesInsteadOfTheAddress() {
        FakeCluster cluster = new FakeCluster(1, 3);
        ClusterPermits instance = cluster.instance();
        instance.consume(API_KEY, () -> ADDRESS).result().keyResolved();

        assertTrue(instance.consume(API_KEY, () -> ADDRESS).failed());
        assertTrue(cluster.instance().consume(API_KEY).failed());
        assertTrue(cluster.instance().consume(ADDRESS).succeeded());
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 10_000})
    void restOfABatchIsTakenFromTheCluster(int limit) {
        FakeCluster cluster = new FakeCluster(limit, 3);
        cluster.instance().consumeUpTo(ADDRESS, limit);

        assertFalse(cluster.instance().consume(ADDRESS).succeeded());
    }

    private static List<ClusterPermits> instances(FakeCluster cluster) {
        return Stream.generate(cluster::instance).limit(3).toList();
    }

    /** Sends requests to the instances in turn. Returns how many got a permit. */
    private static int burst(List<ClusterPermits> instances, int requests) {
        int granted = 0;
        for (int i = 0; i < requests; i++) {
            if (instances.get(i % instances.size()).consume(USER).succeeded()) {
                granted++;
            }
        }
        return granted;
    }

    private static FailureHeaders limit(Future<Consumption> decision) {
        return ((RequestFailure) decision.cause()).headers();
    }
}
