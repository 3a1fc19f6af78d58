package org.downloadtoken.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.downloadtoken.access.policy.AccessAttributes;
import org.downloadtoken.access.policy.AccessAttributes.Dataset;
import org.downloadtoken.access.policy.AccessRequest;
import org.downloadtoken.access.policy.Content;
import org.downloadtoken.failure.Failure;
import org.downloadtoken.metrics.ServiceMetrics;
import org.downloadtoken.session.Caller;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** With a query that keeps its batches until the test answers or fails them. */
class AccessQueryBatcherTest {
    private record Sent(List<AccessRequest> questions, Promise<List<AccessAttributes>> answer) {}

    private final List<Sent> sent = new ArrayList<>();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private long nanos;

    @Test
    void anIdleServiceSendsAtOnceAndAlone() {
        AccessQueryBatcher batches = batches(2);
        AccessRequest question = question();

        batches.attributes(question);

        assertEquals(List.of(question), sent.get(0).questions());
    }

    @Test
    void whatGathersDuringAQueryGoesOutTogether() {
        AccessQueryBatcher batches = batches(2);
        List<AccessRequest> questions = ask(batches, 10);

        assertEquals(1, sent.size());
        answer(sent.get(0));

        assertEquals(2, sent.size());
        assertEquals(questions.subList(1, 10), sent.get(1).questions());
    }

    @Test
    void aQueryThatLastsDoesNotHoldUpTheNext() {
        AccessQueryBatcher batches = batches(2);
        List<AccessRequest> questions = ask(batches, 3);

        nanos += AccessQueryBatcher.SLOW_QUERY_NANOS - 1;
        ask(batches, 1);
        assertEquals(1, sent.size());
        nanos += 1;
        ask(batches, 1);

        assertEquals(2, sent.size());
        assertEquals(questions.subList(1, 3), sent.get(1).questions().subList(0, 2));
    }

    @Test
    void noMoreQueriesAreUnderWayThanThereAreLanes() {
        AccessQueryBatcher batches = batches(2);
        for (int i = 0; i < 5; i++) {
            ask(batches, 1);
            nanos += AccessQueryBatcher.SLOW_QUERY_NANOS;
        }

        assertEquals(2, sent.size());
    }

    @Test
    void batchesAreBounded() {
        AccessQueryBatcher batches = batches(1);
        ask(batches, 1 + AccessQueryBatcher.MAX_BATCH + 1);

        answer(sent.get(0));
        assertEquals(AccessQueryBatcher.MAX_BATCH, sent.get(1).questions().size());
        answer(sent.get(1));
        assertEquals(1, sent.get(2).questions().size());
    }

    @Test
    void itIsToldHowManyQuestionsWait() {
        AccessQueryBatcher batches = batches(1);
        ask(batches, 4);
        assertEquals(3, registry.get("dataset_access_questions_waiting").gauge().value());

        answer(sent.get(0));

        assertEquals(0, registry.get("dataset_access_questions_waiting").gauge().value());
    }

    @Test
    void whoWouldWaitTooLongIsToldAtOnce() {
        AccessQueryBatcher batches = batches(1);
        ask(batches, 1 + AccessQueryBatcher.MAX_WAITING);

        Future<AccessAttributes> refused = batches.attributes(question());

        assertTrue(refused.failed() && Failure.of(refused.cause()) == Failure.CATALOG_UNAVAILABLE);
        answer(sent.get(0));
        assertFalse(batches.attributes(question()).isComplete());
    }

    @Test
    void whoComesWhileOthersHaveWaitedLongIsToldAtOnce() {
        AccessQueryBatcher batches = batches(1);
        ask(batches, 2);

        nanos += AccessQueryBatcher.OVERLOAD_NANOS;
        Future<AccessAttributes> inTime = batches.attributes(question());
        nanos += 1;
        Future<AccessAttributes> refused = batches.attributes(question());

        assertFalse(inTime.isComplete());
        assertTrue(refused.failed() && Failure.of(refused.cause()) == Failure.CATALOG_UNAVAILABLE);
        answer(sent.get(0));
        assertFalse(batches.attributes(question()).isComplete());
    }

    @Test
    void whoHasWaitedTooLongIsNotAskedFor() {
        AccessQueryBatcher batches = batches(1);
        batches.attributes(question());
        Future<AccessAttributes> late = batches.attributes(question());
        nanos += 1;
        AccessRequest inTime = question();
        batches.attributes(inTime);

        nanos += AccessQueryBatcher.MAX_WAIT_NANOS - 1;
        answer(sent.get(0));

        assertTrue(late.failed() && Failure.of(late.cause()) == Failure.CATALOG_UNAVAILABLE);
        assertEquals(List.of(inTime), sent.get(1).questions());
    }

    @Test
    void oneFailedQueryFailsExactlyItsBatch() {
        AccessQueryBatcher batches = batches(1);
        Future<AccessAttributes> first = batches.attributes(question());
        List<Future<AccessAttributes>> second = List.of(batches.attributes(question()), batches.attributes(question()));
        answer(sent.get(0));
        Future<AccessAttributes> third = batches.attributes(question());

        sent.get(1).answer().fail("the connection broke");
        answer(sent.get(2));

        assertTrue(first.succeeded());
        assertTrue(second.stream().allMatch(Future::failed));
        assertTrue(third.succeeded());
    }

    /** Questions, answers and failures in random order; seeded, so that a failure can be repeated. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void nobodyGetsAnothersAnswer(int seed) {
        Random random = new Random(seed);
        AccessQueryBatcher batches = batches(1 + random.nextInt(4));
        Map<AccessRequest, Future<AccessAttributes>> asked = new HashMap<>();
        Set<Sent> open = new HashSet<>();
        Set<AccessRequest> failed = new HashSet<>();
        for (int step = 0; step < 200 || !open.isEmpty(); step++) {
            int known = sent.size();
            nanos += random.nextLong(2 * AccessQueryBatcher.SLOW_QUERY_NANOS);
            if (step < 200 && (open.isEmpty() || random.nextInt(3) > 0)) {
                AccessRequest question = question();
                asked.put(question, batches.attributes(question));
            } else {
                Sent batch = List.copyOf(open).get(random.nextInt(open.size()));
                open.remove(batch);
                if (random.nextInt(5) == 0) {
                    failed.addAll(batch.questions());
                    batch.answer().fail("the connection broke");
                } else {
                    answer(batch);
                }
            }
            open.addAll(sent.subList(known, sent.size()));
        }

        asked.forEach((question, facts) -> {
            assertTrue(facts.isComplete());
            assertEquals(failed.contains(question), facts.failed());
            assertTrue(facts.failed() || facts.result().equals(factsFor(question)));
        });
    }

    static IntStream seeds() {
        return IntStream.range(0, 100);
    }

    private AccessQueryBatcher batches(int lanes) {
        return new AccessQueryBatcher(
                questions -> {
                    Sent batch = new Sent(questions, Promise.promise());
                    sent.add(batch);
                    return batch.answer().future();
                },
                lanes,
                ServiceMetrics.in(registry).access(),
                () -> nanos);
    }

    private static List<AccessRequest> ask(AccessQueryBatcher batches, int number) {
        List<AccessRequest> questions = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            questions.add(question());
            batches.attributes(questions.get(i));
        }
        return questions;
    }

    private static void answer(Sent batch) {
        batch.answer()
                .complete(batch.questions().stream()
                        .map(AccessQueryBatcherTest::factsFor)
                        .toList());
    }

    private static AccessRequest question() {
        Caller caller = UUID.randomUUID().hashCode() % 2 == 0
                ? Caller.ANONYMOUS
                : new Caller.SessionUser(UUID.randomUUID(), 0, 0);
        return new AccessRequest(UUID.randomUUID(), caller, AccessRequest.Use.MINT);
    }

    /** Facts that name their question. */
    private static AccessAttributes factsFor(AccessRequest question) {
        return new AccessAttributes(
                Optional.of(new Dataset(
                        question.datasetId(),
                        question.toString(),
                        "published",
                        Optional.empty(),
                        Optional.empty(),
                        Content.Absent.NO_ASSET)),
                Optional.empty(),
                Optional.empty());
    }
}
