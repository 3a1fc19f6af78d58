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
import java.util.stream.Stream;
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

/** Uses a query that keeps its batches until the test completes or fails them. */
class AccessQueryBatcherTest {
    private record Sent(List<AccessRequest> requests, Promise<List<AccessAttributes>> answer) {}

    private final List<Sent> sent = new ArrayList<>();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private long nanos;

    @Test
    void requestOfAnIdleServiceIsSentAtOnceAndAlone() {
        AccessQueryBatcher batcher = batcher(2);
        AccessRequest request = request();

        attributes(batcher, request);

        assertEquals(List.of(request), sent.get(0).requests());
    }

    @Test
    void requestsThatArriveDuringAQueryAreSentTogether() {
        AccessQueryBatcher batcher = batcher(2);
        List<AccessRequest> requests = add(batcher, 10);

        assertEquals(1, sent.size());
        answer(sent.get(0));

        assertEquals(2, sent.size());
        assertEquals(requests.subList(1, 10), sent.get(1).requests());
    }

    @Test
    void slowQueryAllowsAnotherQuery() {
        AccessQueryBatcher batcher = batcher(2);
        List<AccessRequest> requests = add(batcher, 3);

        nanos += AccessQueryBatcher.SLOW_QUERY_NANOS - 1;
        add(batcher, 1);
        assertEquals(1, sent.size());
        nanos += 1;
        add(batcher, 1);

        assertEquals(2, sent.size());
        assertEquals(requests.subList(1, 3), sent.get(1).requests().subList(0, 2));
    }

    @Test
    void queriesInFlightAreBounded() {
        AccessQueryBatcher batcher = batcher(2);
        for (int i = 0; i < 5; i++) {
            add(batcher, 1);
            nanos += AccessQueryBatcher.SLOW_QUERY_NANOS;
        }

        assertEquals(2, sent.size());
    }

    @Test
    void sizeOfABatchIsBounded() {
        AccessQueryBatcher batcher = batcher(1);
        add(batcher, 1 + AccessQueryBatcher.MAX_BATCH + 1);

        answer(sent.get(0));
        assertEquals(AccessQueryBatcher.MAX_BATCH, sent.get(1).requests().size());
        answer(sent.get(1));
        assertEquals(1, sent.get(2).requests().size());
    }

    @Test
    void requestsOfOneMessageAreSentInOneQuery() {
        AccessQueryBatcher batcher = batcher(1);
        add(batcher, 1 + 200);
        List<AccessRequest> message =
                Stream.generate(AccessQueryBatcherTest::request).limit(100).toList();
        Future<List<AccessAttributes>> attributes = batcher.attributes(message);

        answer(sent.get(0));
        assertEquals(200, sent.get(1).requests().size());
        answer(sent.get(1));

        assertEquals(message, sent.get(2).requests());
        answer(sent.get(2));
        assertEquals(message.stream().map(AccessQueryBatcherTest::attributesOf).toList(), attributes.result());
    }

    @Test
    void eachRequestOfAMessageCountsTowardsTheMost() {
        AccessQueryBatcher batcher = batcher(1);
        add(batcher, 1 + AccessQueryBatcher.MAX_WAITING - 1);

        assertTrue(batcher.attributes(List.of(request(), request())).failed());
        assertFalse(attributes(batcher, request()).isComplete());
    }

    @Test
    void waitingRequestsAreCounted() {
        AccessQueryBatcher batcher = batcher(1);
        add(batcher, 4);
        assertEquals(3, registry.get("dataset_access_questions_waiting").gauge().value());

        answer(sent.get(0));

        assertEquals(0, registry.get("dataset_access_questions_waiting").gauge().value());
    }

    @Test
    void requestFailsAtOnceIfTooManyWait() {
        AccessQueryBatcher batcher = batcher(1);
        add(batcher, 1 + AccessQueryBatcher.MAX_WAITING);

        Future<AccessAttributes> refused = attributes(batcher, request());

        assertTrue(refused.failed() && Failure.of(refused.cause()) == Failure.CATALOG_UNAVAILABLE);
        answer(sent.get(0));
        assertFalse(attributes(batcher, request()).isComplete());
    }

    @Test
    void requestFailsAtOnceWhileTheOldestHasWaitedTooLong() {
        AccessQueryBatcher batcher = batcher(1);
        add(batcher, 2);

        nanos += AccessQueryBatcher.OVERLOAD_NANOS;
        Future<AccessAttributes> inTime = attributes(batcher, request());
        nanos += 1;
        Future<AccessAttributes> refused = attributes(batcher, request());

        assertFalse(inTime.isComplete());
        assertTrue(refused.failed() && Failure.of(refused.cause()) == Failure.CATALOG_UNAVAILABLE);
        answer(sent.get(0));
        assertFalse(attributes(batcher, request()).isComplete());
    }

    @Test
    void requestThatHasWaitedTooLongIsNotSent() {
        AccessQueryBatcher batcher = batcher(1);
        attributes(batcher, request());
        Future<AccessAttributes> late = attributes(batcher, request());
        nanos += 1;
        AccessRequest inTime = request();
        attributes(batcher, inTime);

        nanos += AccessQueryBatcher.MAX_WAIT_NANOS - 1;
        answer(sent.get(0));

        assertTrue(late.failed() && Failure.of(late.cause()) == Failure.CATALOG_UNAVAILABLE);
        assertEquals(List.of(inTime), sent.get(1).requests());
    }

    @Test
    void failedQueryFailsExactlyItsBatch() {
        AccessQueryBatcher batcher = batcher(1);
        Future<AccessAttributes> first = attributes(batcher, request());
        List<Future<AccessAttributes>> second = List.of(attributes(batcher, request()), attributes(batcher, request()));
        answer(sent.get(0));
        Future<AccessAttributes> third = attributes(batcher, request());

        sent.get(1).answer().fail("the connection broke");
        answer(sent.get(2));

        assertTrue(first.succeeded());
        assertTrue(second.stream().allMatch(Future::failed));
        assertTrue(third.succeeded());
    }

    /** Requests, answers and failures in random order. The seed is fixed, so a failure can be repeated. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void eachRequestReceivesItsOwnAnswer(int seed) {
        Random random = new Random(seed);
        AccessQueryBatcher batcher = batcher(1 + random.nextInt(4));
        Map<AccessRequest, Future<AccessAttributes>> added = new HashMap<>();
        Set<Sent> open = new HashSet<>();
        Set<AccessRequest> failed = new HashSet<>();
        for (int step = 0; step < 200 || !open.isEmpty(); step++) {
            int known = sent.size();
            nanos += random.nextLong(2 * AccessQueryBatcher.SLOW_QUERY_NANOS);
            if (step < 200 && (open.isEmpty() || random.nextInt(3) > 0)) {
                AccessRequest request = request();
                added.put(request, attributes(batcher, request));
            } else {
                Sent batch = List.copyOf(open).get(random.nextInt(open.size()));
                open.remove(batch);
                if (random.nextInt(5) == 0) {
                    failed.addAll(batch.requests());
                    batch.answer().fail("the connection broke");
                } else {
                    answer(batch);
                }
            }
            open.addAll(sent.subList(known, sent.size()));
        }

        added.forEach((request, attributes) -> {
            assertTrue(attributes.isComplete());
            assertEquals(failed.contains(request), attributes.failed());
            assertTrue(attributes.failed() || attributes.result().equals(attributesOf(request)));
        });
    }

    static IntStream seeds() {
        return IntStream.range(0, 100);
    }

    private AccessQueryBatcher batcher(int maxQueries) {
        return new AccessQueryBatcher(
                requests -> {
                    Sent batch = new Sent(requests, Promise.promise());
                    sent.add(batch);
                    return batch.answer().future();
                },
                maxQueries,
                ServiceMetrics.in(registry).access(),
                () -> nanos);
    }

    private static List<AccessRequest> add(AccessQueryBatcher batcher, int number) {
        List<AccessRequest> requests = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            requests.add(request());
            attributes(batcher, requests.get(i));
        }
        return requests;
    }

    private static Future<AccessAttributes> attributes(AccessQueryBatcher batcher, AccessRequest request) {
        return batcher.attributes(List.of(request)).map(attributes -> attributes.get(0));
    }

    private static void answer(Sent batch) {
        batch.answer()
                .complete(batch.requests().stream()
                        .map(AccessQueryBatcherTest::attributesOf)
                        .toList());
    }

    private static AccessRequest request() {
        Caller caller = UUID.randomUUID().hashCode() % 2 == 0
                ? Caller.ANONYMOUS
                : new Caller.SessionUser(UUID.randomUUID(), 0, 0);
        return new AccessRequest(UUID.randomUUID(), caller, AccessRequest.Use.MINT);
    }

    /** Attributes that contain their request. */
    private static AccessAttributes attributesOf(AccessRequest request) {
        return new AccessAttributes(
                Optional.of(new Dataset(
                        request.datasetId(),
                        request.toString(),
                        "published",
                        Optional.empty(),
                        Optional.empty(),
                        Content.Absent.NO_ASSET)),
                Optional.empty(),
                Optional.empty());
    }
}
