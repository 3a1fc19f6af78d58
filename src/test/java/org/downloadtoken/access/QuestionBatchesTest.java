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
import org.downloadtoken.access.AccessFacts.Dataset;
import org.downloadtoken.caller.Caller;
import org.downloadtoken.metrics.TokenMetrics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** With a query that keeps its batches until the test answers or fails them. */
class QuestionBatchesTest {
    private record Sent(List<AccessQuestion> questions, Promise<List<AccessFacts>> answer) {}

    private final List<Sent> sent = new ArrayList<>();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private long nanos;

    @Test
    void anIdleServiceSendsAtOnceAndAlone() {
        QuestionBatches batches = batches(2);
        AccessQuestion question = question();

        batches.facts(question);

        assertEquals(List.of(question), sent.get(0).questions());
    }

    @Test
    void whatGathersDuringAQueryGoesOutTogether() {
        QuestionBatches batches = batches(2);
        List<AccessQuestion> questions = ask(batches, 10);

        assertEquals(1, sent.size());
        answer(sent.get(0));

        assertEquals(2, sent.size());
        assertEquals(questions.subList(1, 10), sent.get(1).questions());
    }

    @Test
    void aQueryThatLastsDoesNotHoldUpTheNext() {
        QuestionBatches batches = batches(2);
        List<AccessQuestion> questions = ask(batches, 3);

        nanos += QuestionBatches.PATIENCE_NANOS - 1;
        ask(batches, 1);
        assertEquals(1, sent.size());
        nanos += 1;
        ask(batches, 1);

        assertEquals(2, sent.size());
        assertEquals(questions.subList(1, 3), sent.get(1).questions().subList(0, 2));
    }

    @Test
    void noMoreQueriesAreUnderWayThanThereAreLanes() {
        QuestionBatches batches = batches(2);
        for (int i = 0; i < 5; i++) {
            ask(batches, 1);
            nanos += QuestionBatches.PATIENCE_NANOS;
        }

        assertEquals(2, sent.size());
    }

    @Test
    void batchesAreBounded() {
        QuestionBatches batches = batches(1);
        ask(batches, 1 + QuestionBatches.MAX_BATCH + 1);

        answer(sent.get(0));
        assertEquals(QuestionBatches.MAX_BATCH, sent.get(1).questions().size());
        answer(sent.get(1));
        assertEquals(1, sent.get(2).questions().size());
    }

    @Test
    void itIsToldHowManyQuestionsWait() {
        QuestionBatches batches = batches(1);
        ask(batches, 4);
        assertEquals(3, registry.get("dataset_access_questions_waiting").gauge().value());

        answer(sent.get(0));

        assertEquals(0, registry.get("dataset_access_questions_waiting").gauge().value());
    }

    @Test
    void whoWouldWaitTooLongIsToldAtOnce() {
        QuestionBatches batches = batches(1);
        ask(batches, 1 + QuestionBatches.MAX_WAITING);

        Future<AccessFacts> refused = batches.facts(question());

        assertTrue(refused.failed() && refused.cause() instanceof CatalogUnavailable);
        answer(sent.get(0));
        assertFalse(batches.facts(question()).isComplete());
    }

    @Test
    void whoComesWhileOthersHaveWaitedLongIsToldAtOnce() {
        QuestionBatches batches = batches(1);
        ask(batches, 2);

        nanos += QuestionBatches.CROWDED_NANOS;
        Future<AccessFacts> inTime = batches.facts(question());
        nanos += 1;
        Future<AccessFacts> refused = batches.facts(question());

        assertFalse(inTime.isComplete());
        assertTrue(refused.failed() && refused.cause() instanceof CatalogUnavailable);
        answer(sent.get(0));
        assertFalse(batches.facts(question()).isComplete());
    }

    @Test
    void whoHasWaitedTooLongIsNotAskedFor() {
        QuestionBatches batches = batches(1);
        batches.facts(question());
        Future<AccessFacts> late = batches.facts(question());
        nanos += 1;
        AccessQuestion inTime = question();
        batches.facts(inTime);

        nanos += QuestionBatches.MAX_WAIT_NANOS - 1;
        answer(sent.get(0));

        assertTrue(late.failed() && late.cause() instanceof CatalogUnavailable);
        assertEquals(List.of(inTime), sent.get(1).questions());
    }

    @Test
    void oneFailedQueryFailsExactlyItsBatch() {
        QuestionBatches batches = batches(1);
        Future<AccessFacts> first = batches.facts(question());
        List<Future<AccessFacts>> second = List.of(batches.facts(question()), batches.facts(question()));
        answer(sent.get(0));
        Future<AccessFacts> third = batches.facts(question());

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
        QuestionBatches batches = batches(1 + random.nextInt(4));
        Map<AccessQuestion, Future<AccessFacts>> asked = new HashMap<>();
        Set<Sent> open = new HashSet<>();
        Set<AccessQuestion> failed = new HashSet<>();
        for (int step = 0; step < 200 || !open.isEmpty(); step++) {
            int known = sent.size();
            nanos += random.nextLong(2 * QuestionBatches.PATIENCE_NANOS);
            if (step < 200 && (open.isEmpty() || random.nextInt(3) > 0)) {
                AccessQuestion question = question();
                asked.put(question, batches.facts(question));
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

    private QuestionBatches batches(int lanes) {
        return new QuestionBatches(
                questions -> {
                    Sent batch = new Sent(questions, Promise.promise());
                    sent.add(batch);
                    return batch.answer().future();
                },
                lanes,
                new TokenMetrics(registry),
                () -> nanos);
    }

    private static List<AccessQuestion> ask(QuestionBatches batches, int number) {
        List<AccessQuestion> questions = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            questions.add(question());
            batches.facts(questions.get(i));
        }
        return questions;
    }

    private static void answer(Sent batch) {
        batch.answer()
                .complete(batch.questions().stream()
                        .map(QuestionBatchesTest::factsFor)
                        .toList());
    }

    private static AccessQuestion question() {
        Caller caller = UUID.randomUUID().hashCode() % 2 == 0
                ? Caller.ANONYMOUS
                : new Caller.SessionUser(UUID.randomUUID(), 0, 0);
        return new AccessQuestion(UUID.randomUUID(), caller, AccessQuestion.Use.MINT);
    }

    /** Facts that name their question. */
    private static AccessFacts factsFor(AccessQuestion question) {
        return new AccessFacts(
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
