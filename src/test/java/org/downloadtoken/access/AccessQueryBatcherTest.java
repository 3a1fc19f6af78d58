package org.downloadtoken.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.downloadtoken.access.policy.AccessAttributes;
import org.downloadtoken.access.policy.AccessRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests which requests a query contains. */
class AccessQueryBatcherTest {
    @Test
    void requestOfAnIdleServiceIsSentAtOnceAndAlone() {
        BatchedQueries queries = new BatchedQueries(2);
        AccessRequest request = BatchedQueries.request();

        queries.add(request);

        assertEquals(List.of(request), queries.sent(0));
    }

    @Test
    void requestsThatArriveDuringAQueryAreSentTogether() {
        BatchedQueries queries = new BatchedQueries(2);
        List<AccessRequest> requests = queries.add(10);

        assertEquals(1, queries.sent().size());
        queries.complete(0);

        assertEquals(2, queries.sent().size());
        assertEquals(requests.subList(1, 10), queries.sent(1));
    }

    @Test
    void slowQueryAllowsAnotherQuery() {
        BatchedQueries queries = new BatchedQueries(2);
        List<AccessRequest> requests = queries.add(3);

        queries.pass(AccessQueryBatcher.SLOW_QUERY_NANOS - 1);
        queries.add(1);
        assertEquals(1, queries.sent().size());
        queries.pass(1);
        queries.add(1);

        assertEquals(2, queries.sent().size());
        assertEquals(requests.subList(1, 3), queries.sent(1).subList(0, 2));
    }

    @Test
    void requestsOfOneMessageAreSentInOneQuery() {
        BatchedQueries queries = new BatchedQueries(1);
        queries.add(1 + 200);
        List<AccessRequest> message = BatchedQueries.requests(100);
        Future<List<AccessAttributes>> attributes = queries.addMessage(message);

        queries.complete(0);
        assertEquals(200, queries.sent(1).size());
        queries.complete(1);

        assertEquals(message, queries.sent(2));
        queries.complete(2);
        assertEquals(message.stream().map(BatchedQueries::attributesOf).toList(), attributes.result());
    }

    @Test
    void failedQueryFailsExactlyItsBatch() {
        BatchedQueries queries = new BatchedQueries(1);
        Future<AccessAttributes> first = queries.add();
        List<Future<AccessAttributes>> second = List.of(queries.add(), queries.add());
        queries.complete(0);
        Future<AccessAttributes> third = queries.add();

        queries.sent().get(1).answer().fail("the connection broke");
        queries.complete(2);

        assertTrue(first.succeeded());
        assertTrue(second.stream().allMatch(Future::failed));
        assertTrue(third.succeeded());
    }

    /** Requests, answers and failures in random order. The seed is fixed, so a failure can be repeated. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void eachRequestReceivesItsOwnAnswer(int seed) {
        Random random = new Random(seed);
        BatchedQueries queries = new BatchedQueries(1 + random.nextInt(4));
        Map<AccessRequest, Future<AccessAttributes>> added = new HashMap<>();
        Set<BatchedQueries.Sent> open = new HashSet<>();
        Set<AccessRequest> failed = new HashSet<>();
        for (int step = 0; step < 200 || !open.isEmpty(); step++) {
            int known = queries.sent().size();
            queries.pass(random.nextLong(2 * AccessQueryBatcher.SLOW_QUERY_NANOS));
            if (step < 200 && (open.isEmpty() || random.nextInt(3) > 0)) {
                AccessRequest request = BatchedQueries.request();
                added.put(request, queries.add(request));
            } else {
                BatchedQueries.Sent batch = List.copyOf(open).get(random.nextInt(open.size()));
                open.remove(batch);
                if (random.nextInt(5) == 0) {
                    failed.addAll(batch.requests());
                    batch.answer().fail("the connection broke");
                } else {
                    batch.complete();
                }
            }
            open.addAll(queries.sent().subList(known, queries.sent().size()));
        }

        added.forEach((request, attributes) -> {
            assertTrue(attributes.isComplete());
            assertEquals(failed.contains(request), attributes.failed());
            assertTrue(attributes.failed() || attributes.result().equals(BatchedQueries.attributesOf(request)));
        });
    }

    static IntStream seeds() {
        return IntStream.range(0, 100);
    }
}
