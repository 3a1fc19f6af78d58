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

    private final List<Promise<String>> asked = new ArrayList<>();
    private long nanos;
    private final CatalogCircuitBreaker breaker = new CatalogCircuitBreaker(() -> nanos, () -> PAUSE);

    @Test
    void questionsPassWhileTheCatalogAnswers() {
        Future<String> answer = ask();
        asked.get(0).complete("yes");

        assertEquals("yes", answer.result());
        ask();
        ask();
        assertEquals(3, asked.size());
    }

    @Test
    void afterAFailureAllFailAtOnceUntilThePauseIsOver() {
        ask();
        asked.get(0).fail("away");

        nanos += PAUSE - 1;
        assertRefused(ask());
        nanos++;
        assertFalse(ask().isComplete());

        assertEquals(2, asked.size());
    }

    @Test
    void oneTrialAtATime() {
        ask();
        asked.get(0).fail("away");
        nanos += PAUSE;
        Future<String> trial = ask();

        assertRefused(ask());
        asked.get(1).complete("back");

        assertTrue(trial.succeeded());
        ask();
        ask();
        assertEquals(4, asked.size());
    }

    @Test
    void aTrialThatFailsIsFollowedByAnotherPause() {
        ask();
        asked.get(0).fail("away");
        nanos += PAUSE;
        ask();
        nanos += 10 * PAUSE;
        asked.get(1).fail("away");

        assertRefused(ask());
        nanos += PAUSE;
        assertFalse(ask().isComplete());
    }

    @Test
    void oneConnectionThatFailsAmongOthersThatAnswerStopsNobody() {
        ask();
        nanos++;
        ask();
        nanos++;
        asked.get(1).complete("yes");
        asked.get(0).fail("lost");

        assertFalse(ask().isComplete());
    }

    private Future<String> ask() {
        return breaker.call(() -> {
            Promise<String> answer = Promise.promise();
            asked.add(answer);
            return answer.future();
        });
    }

    private static void assertRefused(Future<String> answer) {
        assertTrue(answer.failed() && Failure.of(answer.cause()) == Failure.CATALOG_UNAVAILABLE);
    }
}
