package org.downloadtoken.access;

import static org.downloadtoken.access.RequestedCatalog.ANONYMOUS;
import static org.downloadtoken.access.RequestedCatalog.GRANT;
import static org.downloadtoken.access.RequestedCatalog.REFUSAL;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import io.vertx.junit5.VertxTestContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.downloadtoken.access.policy.AccessDecision.Granted;
import org.downloadtoken.access.policy.AccessRequest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Tests which anonymous requests for a dataset share one query. */
@ExtendWith(VertxExtension.class)
class SharedQueryTest {
    private RequestedCatalog catalog;
    private DatasetAccess access;

    @BeforeEach
    void startCatalog(Vertx vertx) {
        catalog = new RequestedCatalog(vertx);
        access = catalog.access();
    }

    @Test
    void concurrentAnonymousRequestsShareOneQuery(Vertx vertx, VertxTestContext test) {
        vertx.runOnContext(started -> {
            Future<Granted> first = access.check(ANONYMOUS);
            Future<Granted> second = access.check(ANONYMOUS);
            catalog.afterDelivery(() -> {
                test.verify(() -> assertEquals(1, catalog.messages().size()));
                catalog.reply(0, GRANT);
            });
            Future.all(first, second)
                    .onComplete(test.succeeding(both -> test.verify(() -> {
                        assertEquals(List.of(GRANT, GRANT), both.list());
                        test.completeNow();
                    })));
        });
    }

    @Test
    void refusalIsSharedOnlyWithRequestsThatArrivedBeforeItsQuery(Vertx vertx, VertxTestContext test) {
        vertx.runOnContext(started -> {
            Future<Granted> first = access.check(ANONYMOUS);
            first.onComplete(test.failing(refused -> catalog.afterDelivery(() -> {
                test.verify(() -> assertEquals(2, catalog.messages().size()));
                catalog.reply(1, GRANT);
            })));
            catalog.afterDelivery(() -> {
                catalog.pass(Duration.ofNanos(1));
                Future<Granted> second = access.check(ANONYMOUS);
                Future<Granted> third = access.check(ANONYMOUS);
                catalog.pass(Duration.ofNanos(1));
                catalog.reply(0, REFUSAL);
                Future.all(second, third)
                        .onComplete(test.succeeding(both -> test.verify(() -> {
                            assertEquals(List.of(GRANT, GRANT), both.list());
                            test.completeNow();
                        })));
            });
        });
    }

    @Test
    void queryIsSharedOnlyWhileItsDecisionIsFresh(Vertx vertx, VertxTestContext test) {
        vertx.runOnContext(started -> {
            access.check(ANONYMOUS);
            catalog.pass(Duration.ofMillis(449));
            access.check(ANONYMOUS);
            catalog.pass(Duration.ofMillis(1));
            access.check(ANONYMOUS);
            catalog.afterDelivery(() -> {
                test.verify(() -> assertEquals(
                        List.of(ANONYMOUS, ANONYMOUS), catalog.messages().get(0)));
                test.completeNow();
            });
        });
    }

    @Test
    void refusalIsSharedWithRequestsThatArriveBeforeItsMessageIsSent(Vertx vertx, VertxTestContext test) {
        List<Runnable> turns = new ArrayList<>();
        DatasetAccess gathering = catalog.access(turns::add);
        vertx.runOnContext(started -> {
            gathering.check(ANONYMOUS);
            catalog.pass(Duration.ofNanos(1));
            Future<Granted> second = gathering.check(ANONYMOUS);
            turns.forEach(Runnable::run);
            catalog.replyToFirst(REFUSAL);
            second.onComplete(test.failing(refused -> {
                test.verify(() -> assertEquals(1, catalog.messages().size()));
                test.completeNow();
            }));
        });
    }

    @Test
    void datasetsThatAreKeptTogetherHaveOneQuery(Vertx vertx, VertxTestContext test) {
        List<Runnable> turns = new ArrayList<>();
        DatasetAccess gathering = catalog.access(turns::add);
        List<AccessRequest> together = RequestedCatalog.anonymous(100);
        vertx.runOnContext(started -> {
            RequestedCatalog.anonymous(200).forEach(gathering::check);
            gathering.reserve(together.size());
            together.forEach(gathering::check);
            turns.forEach(Runnable::run);
            catalog.afterDelivery(() -> {
                test.verify(() -> {
                    assertEquals(2, catalog.messages().size());
                    assertEquals(together, catalog.messages().get(1));
                });
                test.completeNow();
            });
        });
    }
}
