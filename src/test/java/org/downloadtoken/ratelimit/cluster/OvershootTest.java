package org.downloadtoken.ratelimit.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.downloadtoken.ratelimit.BucketKey;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sends random traffic to several instances, whose answers are late but not overdue, and adds up what it gets. */
class OvershootTest {
    private static final int STEPS = 1_500;
    private static final BucketKey USER = new BucketKey.User(UUID.randomUUID());

    /** @param granted the permits of one step */
    private record Step(long nanos, int granted) {}

    @ParameterizedTest
    @CsvSource({"5,2", "5,8", "60,3", "599,3", "600,2", "600,12", "6000,3", "10000,3", "10000,12"})
    void eachPeriodGetsAtMostTheLimitAndTenPercent(int limit, int instances) {
        for (int seed = 0; seed < 5; seed++) {
            FakeCluster cluster = new FakeCluster(limit, instances);
            List<Step> steps = traffic(cluster, limit, instances, new Random(seed));

            assertEquals(0, cluster.fallbacks());
            double excess = greatestExcess(steps, limit);
            assertTrue(excess <= Math.max(limit * 0.1, 2 * instances), () -> excess + " permits above the limit");
        }
    }

    private static List<Step> traffic(FakeCluster cluster, int limit, int instances, Random random) {
        List<ClusterPermits> all =
                Stream.generate(cluster::instance).limit(instances).toList();
        List<Step> steps = new ArrayList<>();
        int[] granted = {0};
        for (int i = 0; i < STEPS; i++) {
            cluster.fallSilent();
            boolean isSlow = i % 100 < 20; // so that instances hold permits
            int requests = random.nextInt(isSlow ? instances : Math.max(2, limit / 20));
            for (int request = 0; request < requests; request++) {
                all.get(random.nextInt(instances)).consume(USER).onSuccess(taken -> granted[0]++);
            }
            cluster.pass(Duration.ofMillis(random.nextInt(50)));
            cluster.recover();
            cluster.answer();
            steps.add(new Step(cluster.currentTimeNanos(), granted[0]));
            granted[0] = 0;
            boolean isQuiet = i % 100 == 19 || random.nextInt(100) == 0;
            for (int tick = 0; tick < (isQuiet ? random.nextInt(700) : 0); tick++) {
                cluster.pass(Duration.ofMillis(100));
            }
        }
        return steps;
    }

    /** The permits beyond what a single bucket gives in the same period, of the worst period. */
    private static double greatestExcess(List<Step> steps, int limit) {
        double worst = 0;
        for (int first = 0; first < steps.size(); first++) {
            long permits = 0;
            for (int last = first; last < steps.size(); last++) {
                permits += steps.get(last).granted();
                double minutes =
                        (steps.get(last).nanos() - steps.get(first).nanos() + 50e6) / 60e9; // a step lasts up to 50 ms
                worst = Math.max(worst, permits - limit - limit * minutes);
            }
        }
        return worst;
    }
}
