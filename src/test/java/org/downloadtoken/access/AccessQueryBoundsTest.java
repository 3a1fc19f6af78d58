package org.downloadtoken.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import java.util.List;
import org.downloadtoken.access.policy.AccessAttributes;
import org.downloadtoken.access.policy.AccessRequest;
import org.downloadtoken.access.wire.AccessRequests;
import org.downloadtoken.failure.Failure;
import org.junit.jupiter.api.Test;

/** Tests the bounds of queries, batches and waiting requests. */
class AccessQueryBoundsTest {
    @Test
    void queriesInFlightAreBounded() {
        BatchedQueries queries = new BatchedQueries(2);
        for (int i = 0; i < 5; i++) {
            queries.add(1);
            queries.pass(AccessQueryBatcher.SLOW_QUERY_NANOS);
        }

        assertEquals(2, queries.sent().size());
    }

    @Test
    void sizeOfABatchIsBounded() {
        BatchedQueries queries = new BatchedQueries(1);
        queries.add(1 + AccessRequests.MAX + 1);

        queries.complete(0);
        assertEquals(AccessRequests.MAX, queries.sent(1).size());
        queries.complete(1);
        assertEquals(1, queries.sent(2).size());
    }

    @Test
    void eachRequestOfAMessageCountsTowardsTheMost() {
        BatchedQueries queries = new BatchedQueries(1);
        queries.add(1 + AccessQueryBatcher.MAX_WAITING - 1);

        assertTrue(queries.addMessage(List.of(BatchedQueries.request(), BatchedQueries.request()))
                .failed());
        assertFalse(queries.add().isComplete());
    }

    @Test
    void waitingRequestsAreCounted() {
        BatchedQueries queries = new BatchedQueries(1);
        queries.add(4);
        assertEquals(3, queries.waiting());

        queries.complete(0);

        assertEquals(0, queries.waiting());
    }

    @Test
    void requestFailsAtOnceIfTooManyWait() {
        BatchedQueries queries = new BatchedQueries(1);
        queries.add(1 + AccessQueryBatcher.MAX_WAITING);

        Future<AccessAttributes> refused = queries.add();

        assertTrue(refused.failed() && Failure.of(refused.cause()) == Failure.CATALOG_UNAVAILABLE);
        queries.complete(0);
        assertFalse(queries.add().isComplete());
    }

    @Test
    void requestFailsAtOnceWhileTheOldestHasWaitedTooLong() {
        BatchedQueries queries = new BatchedQueries(1);
        queries.add(2);

        queries.pass(AccessQueryBatcher.OVERLOAD_NANOS);
        Future<AccessAttributes> inTime = queries.add();
        queries.pass(1);
        Future<AccessAttributes> refused = queries.add();

        assertFalse(inTime.isComplete());
        assertTrue(refused.failed() && Failure.of(refused.cause()) == Failure.CATALOG_UNAVAILABLE);
        queries.complete(0);
        assertFalse(queries.add().isComplete());
    }

    @Test
    void requestThatHasWaitedTooLongIsNotSent() {
        BatchedQueries queries = new BatchedQueries(1);
        queries.add();
        Future<AccessAttributes> late = queries.add();
        queries.pass(1);
        AccessRequest inTime = BatchedQueries.request();
        queries.add(inTime);

        queries.pass(AccessQueryBatcher.MAX_WAIT_NANOS - 1);
        queries.complete(0);

        assertTrue(late.failed() && Failure.of(late.cause()) == Failure.CATALOG_UNAVAILABLE);
        assertEquals(List.of(inTime), queries.sent(1));
    }
}
