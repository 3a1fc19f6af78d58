package org.downloadtoken.ratelimit.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.UUID;
import java.util.stream.Stream;
import org.downloadtoken.ratelimit.BucketKey;
import org.downloadtoken.ratelimit.Consumption;
import org.junit.jupiter.api.Test;

/** Tests what an instance does while the cluster does not answer, and afterwards. */
class SilentClusterTest {
    private static final int LIMIT = 5;
    private static final BucketKey USER = new BucketKey.User(UUID.randomUUID());

    private final FakeCluster cluster = new FakeCluster(LIMIT, 3);
    private final ClusterPermits instance = cluster.instance();

    @Test
    void requestWaitsFiftyMillisecondsForTheCluster() {
        cluster.fallSilent();
        Future<Consumption> decision = instance.consume(USER);
        cluster.pass(Duration.ofMillis(49));
        assertFalse(decision.isComplete());
        cluster.pass(Duration.ofMillis(1));

        assertTrue(decision.succeeded());
        assertEquals(1, cluster.fallbacks());
    }

    @Test
    void requestsDoNotWaitWhileAnAnswerIsOverdue() {
        overdue();

        assertTrue(instance.consume(USER).isComplete());
        assertEquals(2, cluster.fallbacks());
        assertEquals(1, cluster.questions());
        assertEquals(0, cluster.timers());
    }

    @Test
    void answerInTimeIsUsed() {
        cluster.fallSilent();
        Future<Consumption> decision = instance.consume(USER);
        cluster.pass(Duration.ofMillis(49));
        cluster.answer();
        cluster.pass(Duration.ofMillis(1));

        assertTrue(decision.succeeded());
        assertEquals(0, cluster.fallbacks());
    }

    @Test
    void instanceAloneKeepsTheLimit() {
        overdue();

        assertEquals(LIMIT - 1, granted(2 * LIMIT));
    }

    @Test
    void permitsOfTheClusterCountWhenItFallsSilent() {
        granted(2);
        overdue();

        assertEquals(LIMIT - 3, granted(2 * LIMIT));
    }

    @Test
    void otherBucketsAreNotAffected() {
        overdue();
        cluster.recover();

        assertTrue(instance.consume(new BucketKey.User(UUID.randomUUID())).succeeded());
        assertEquals(1, cluster.fallbacks());
    }

    @Test
    void lateAnswerEndsTheFallbackOnceTheNextOneIsInTime() {
        overdue();
        cluster.recover();
        cluster.answer();
        granted(1); // asks the cluster, but does not rely on it
        assertEquals(2, cluster.fallbacks());
        granted(1);

        assertEquals(2, cluster.fallbacks());
    }

    @Test
    void permitsOfTheFallbackAreTakenFromTheClusterAfterwards() {
        overdue();
        granted(2);
        cluster.recover();
        cluster.answer();
        granted(1);

        assertEquals(LIMIT - 4, others());
    }

    @Test
    void lostQuestionIsAskedAgain() {
        overdue();
        cluster.recover();
        cluster.pass(Duration.ofSeconds(1));
        granted(1);
        int fallbacks = cluster.fallbacks();
        granted(1);

        assertEquals(fallbacks, cluster.fallbacks());
    }

    @Test
    void answerToALostQuestionIsIgnored() {
        overdue();
        cluster.recover();
        cluster.pass(Duration.ofSeconds(1));
        granted(1);
        cluster.answer();

        assertTrue(granted(LIMIT) <= LIMIT - 2);
    }

    @Test
    void failureIsAFallbackWithoutWaiting() {
        cluster.fail();

        assertTrue(instance.consume(USER).succeeded());
        assertEquals(1, cluster.fallbacks());
    }

    @Test
    void failingClusterIsAskedOnceASecond() {
        cluster.fail();
        granted(3);
        assertEquals(1, cluster.questions());
        cluster.pass(Duration.ofSeconds(1));
        granted(1);

        assertEquals(2, cluster.questions());
    }

    @Test
    void failedClusterIsUsedAgainOnceItAnswers() {
        cluster.fail();
        granted(1);
        cluster.recover();
        cluster.pass(Duration.ofSeconds(1));
        granted(1);
        granted(1);

        assertEquals(2, cluster.fallbacks());
    }

    @Test
    void waitingRequestsAreBounded() {
        cluster.fallSilent();
        long complete = Stream.generate(() -> instance.consume(USER))
                .limit(1_100)
                .filter(Future::isComplete)
                .count();

        assertEquals(100, complete);
        assertEquals(1, cluster.questions());
        assertEquals(1, cluster.timers());
    }

    private void overdue() {
        cluster.fallSilent();
        instance.consume(USER);
        cluster.pass(Duration.ofMillis(50));
    }

    private int granted(int requests) {
        return granted(instance, requests);
    }

    private int others() {
        return granted(cluster.instance(), LIMIT);
    }

    private static int granted(ClusterPermits instance, int requests) {
        return (int) Stream.generate(() -> instance.consume(USER))
                .limit(requests)
                .filter(Future::succeeded)
                .count();
    }
}
