package org.downloadtoken.access;

import static org.downloadtoken.access.RequestedCatalog.ANONYMOUS;
import static org.downloadtoken.access.RequestedCatalog.GRANT;
import static org.downloadtoken.access.RequestedCatalog.REFUSAL;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import io.vertx.junit5.VertxTestContext;
import java.util.ArrayList;
import java.util.List;
import org.downloadtoken.access.policy.AccessDecision;
import org.downloadtoken.access.policy.AccessDecision.Granted;
import org.downloadtoken.access.policy.AccessRequest;
import org.downloadtoken.access.wire.AccessRequests;
import org.downloadtoken.failure.Failure;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Tests which requests form one message, and how its reply is read. */
@ExtendWith(VertxExtension.class)
class AccessRequestSenderTest {
    private final List<Runnable> turns = new ArrayList<>();
    private RequestedCatalog catalog;
    private AccessRequestSender sender;

    @BeforeEach
    void startCatalog(Vertx vertx) {
        catalog = new RequestedCatalog(vertx);
        sender = new AccessRequestSender(requests -> AccessBus.request(vertx.eventBus(), requests), turns::add);
    }

    @Test
    void requestsOfOneTurnFormOneMessage(Vertx vertx, VertxTestContext test) {
        AccessRequest other = RequestedCatalog.anonymous(1).get(0);
        vertx.runOnContext(started -> {
            Future<Granted> granted = sender.send(ANONYMOUS);
            Future<Granted> refused = sender.send(other);
            turns.forEach(Runnable::run);
            catalog.afterDelivery(() -> {
                test.verify(() -> assertEquals(List.of(List.of(ANONYMOUS, other)), catalog.messages()));
                catalog.reply(0, GRANT, REFUSAL);
            });
            granted.onComplete(test.succeeding(grant -> test.verify(() -> assertEquals(GRANT, grant))));
            refused.onComplete(test.failing(hidden -> {
                test.verify(() -> assertEquals(Failure.DATASET_HIDDEN, Failure.of(hidden)));
                test.completeNow();
            }));
        });
    }

    @Test
    void requestThatFailsAfterItsDecisionDoesNotStopTheNext(Vertx vertx, VertxTestContext test) {
        vertx.runOnContext(started -> {
            sender.send(ANONYMOUS).onComplete(decided -> {
                throw new IllegalStateException("a bug");
            });
            sender.send(ANONYMOUS).onComplete(test.succeedingThenComplete());
            turns.forEach(Runnable::run);
            catalog.afterDelivery(() -> catalog.reply(0, GRANT, GRANT));
        });
    }

    @Test
    void requestsThatAreKeptTogetherAreNotDivided(Vertx vertx, VertxTestContext test) {
        List<AccessRequest> before = RequestedCatalog.anonymous(200);
        List<AccessRequest> together = RequestedCatalog.anonymous(100);
        vertx.runOnContext(started -> {
            before.forEach(sender::send);
            sender.reserve(together.size());
            together.forEach(sender::send);
            turns.forEach(Runnable::run);
            catalog.afterDelivery(() -> {
                test.verify(() -> assertEquals(List.of(before, together), catalog.messages()));
                test.completeNow();
            });
        });
    }

    @Test
    void messageHasNoMoreRequestsThanAQuery(Vertx vertx, VertxTestContext test) {
        List<AccessRequest> requests = RequestedCatalog.anonymous(AccessRequests.MAX + 1);
        vertx.runOnContext(started -> {
            requests.forEach(sender::send);
            turns.forEach(Runnable::run);
            catalog.afterDelivery(() -> {
                test.verify(() -> assertEquals(
                        List.of(AccessRequests.MAX, 1),
                        catalog.messages().stream().map(List::size).toList()));
                test.completeNow();
            });
        });
    }

    @Test
    void numberOfTheNextMessageChangesWhenOneIsSent() {
        long first = sender.nextMessage();
        sender.send(ANONYMOUS);
        assertEquals(first, sender.nextMessage());

        turns.forEach(Runnable::run);

        assertNotEquals(first, sender.nextMessage());
    }

    @Test
    void defectIsNotReportedAsUnavailable(Vertx vertx, VertxTestContext test) {
        assertFailure(vertx, test, AccessBus.DEFECT, Failure.INTERNAL_ERROR);
    }

    @Test
    void failedQueryIsReportedAsUnavailable(Vertx vertx, VertxTestContext test) {
        assertFailure(vertx, test, AccessBus.UNAVAILABLE, Failure.CATALOG_UNAVAILABLE);
    }

    /** Without this check, the requests without a decision would wait forever. */
    @Test
    void replyWithTooFewDecisionsFailsAllRequests(Vertx vertx, VertxTestContext test) {
        assertRejected(vertx, test, GRANT);
    }

    @Test
    void replyWithTooManyDecisionsFailsAllRequests(Vertx vertx, VertxTestContext test) {
        assertRejected(vertx, test, GRANT, REFUSAL, REFUSAL);
    }

    @Test
    void grantOfAnotherDatasetFailsAllRequests(Vertx vertx, VertxTestContext test) {
        assertRejected(vertx, test, GRANT, GRANT);
    }

    private void assertRejected(Vertx vertx, VertxTestContext test, AccessDecision... decisions) {
        assertBothFail(vertx, test, () -> catalog.reply(0, decisions), Failure.INTERNAL_ERROR);
    }

    private void assertFailure(Vertx vertx, VertxTestContext test, int code, Failure expected) {
        assertBothFail(vertx, test, () -> catalog.fail(0, code), expected);
    }

    private void assertBothFail(Vertx vertx, VertxTestContext test, Runnable reply, Failure expected) {
        vertx.runOnContext(started -> {
            Future<Granted> first = sender.send(ANONYMOUS);
            Future<Granted> second = sender.send(RequestedCatalog.anonymous(1).get(0));
            turns.forEach(Runnable::run);
            catalog.afterDelivery(reply);
            Future.join(first, second).onComplete(test.failing(failed -> {
                test.verify(() -> {
                    assertEquals(expected, Failure.of(first.cause()));
                    assertEquals(expected, Failure.of(second.cause()));
                });
                test.completeNow();
            }));
        });
    }
}
