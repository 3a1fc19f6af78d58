package org.downloadtoken.access.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import org.downloadtoken.failure.Failure;
import org.junit.jupiter.api.Test;

class CatalogCircuitBreakerTest {
    private static final long PAUSE = 100;

    private final List<Promise<String>> queries = new ArrayList<>();
    private long nanos;
    private final CatalogCircuitBreaker breaker = new CatalogCircuitBreaker(() -> nanos, () -> PAUSE);

    @Test
    void queriesPassWhileTheCatalogAnswers() {
        Future<String> answer = query();
        queries.get(0).complete("yes");

        assertEquals("yes", answer.result());
        query();
        query();
        assertEquals(3, queries.size());
    }

    @Test
    void queriesFailAtOnceAfterAFailureUntilThePauseIsOver() {
        query();
        queries.get(0).fail("away");

        nanos += PAUSE - 1;
        assertRefused(query());
        nanos++;
        assertFalse(query().isComplete());

        assertEquals(2, queries.size());
    }

    @Test
    void onlyOneTrialIsInFlight() {
        query();
        queries.get(0).fail("away");
        nanos += PAUSE;
        Future<String> trial = query();

        assertRefused(query());
        queries.get(1).complete("back");

        assertTrue(trial.succeeded());
        query();
        query();
        assertEquals(4, queries.size());
    }

    @Test
    void failedTrialStartsAnotherPause() {
        query();
        queries.get(0).fail("away");
        nanos += PAUSE;
        query();
        nanos += 10 * PAUSE;
        queries.get(1).fail("away");

        assertRefused(query());
        nanos += PAUSE;
        assertFalse(query().isComplete());
    }

    @Test
    void failureWhileOtherQueriesAreAnsweredKeepsTheBreakerClosed() {
        query();
        nanos++;
        query();
        nanos++;
        queries.get(1).complete("yes");
        queries.get(0).fail("lost");

        assertFalse(query().isComplete());
    }

    private Future<String> query() {
        return breaker.call(() -> {
            Promise<String> answer = Promise.promise();
            queries.add(answer);
            return answer.future();
        });
    }

    private static void assertRefused(Future<String> answer) {
        assertTrue(answer.failed() && Failure.of(answer.cause()) == Failure.CATALOG_UNAVAILABLE);
    }
}
