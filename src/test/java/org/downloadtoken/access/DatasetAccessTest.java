package org.downloadtoken.access;

import static org.downloadtoken.access.RequestedCatalog.ANONYMOUS;
import static org.downloadtoken.access.RequestedCatalog.DATASET;
import static org.downloadtoken.access.RequestedCatalog.GRANT;
import static org.downloadtoken.access.RequestedCatalog.REFUSAL;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import io.vertx.junit5.VertxTestContext;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.downloadtoken.access.policy.AccessDecision.Granted;
import org.downloadtoken.access.policy.AccessRequest;
import org.downloadtoken.failure.Failure;
import org.downloadtoken.failure.RequestFailure;
import org.downloadtoken.session.Caller;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Tests which requests the cache answers, and what happens before the others. */
@ExtendWith(VertxExtension.class)
class DatasetAccessTest {
    private RequestedCatalog catalog;
    private DatasetAccess access;

    @BeforeEach
    void startCatalog(Vertx vertx) {
        catalog = new RequestedCatalog(vertx);
        access = catalog.access();
    }

    @Test
    void grantIsCachedUntilItsQueryIsOneTtlOld(Vertx vertx, VertxTestContext test) {
        vertx.runOnContext(started -> {
            Future<Granted> first = access.check(ANONYMOUS);
            catalog.pass(Duration.ofSeconds(4));
            catalog.replyToFirst(GRANT);
            first.onComplete(test.succeeding(granted -> {
                test.verify(() -> assertTrue(access.check(ANONYMOUS).succeeded()));
                catalog.pass(Duration.ofSeconds(1));
                test.verify(() -> assertTrue(!access.check(ANONYMOUS).isComplete()));
                test.completeNow();
            }));
        });
    }

    @Test
    void permitIsTakenForEachRequestThatTheCacheDoesNotAnswer(Vertx vertx, VertxTestContext test) {
        AtomicInteger taken = new AtomicInteger();
        vertx.runOnContext(started -> {
            access.check(ANONYMOUS, () -> Future.succeededFuture(taken.incrementAndGet()));
            Future<Granted> shared = access.check(ANONYMOUS, () -> Future.succeededFuture(taken.incrementAndGet()));
            test.verify(() -> assertEquals(2, taken.get()));
            catalog.replyToFirst(GRANT);
            shared.onComplete(test.succeeding(granted -> {
                Future<Granted> cached = access.check(ANONYMOUS, () -> Future.succeededFuture(taken.incrementAndGet()));
                test.verify(() -> {
                    assertTrue(cached.succeeded());
                    assertEquals(2, taken.get());
                });
                test.completeNow();
            }));
        });
    }

    @Test
    void catalogIsAskedOnceALatePermitIsThere(Vertx vertx, VertxTestContext test) {
        Promise<Void> permit = Promise.promise();
        vertx.runOnContext(started -> {
            Future<Granted> granted = access.check(ANONYMOUS, permit::future);
            vertx.runOnContext(delivered -> {
                test.verify(() -> assertEquals(List.of(), catalog.messages()));
                permit.complete();
                catalog.replyToFirst(GRANT);
                granted.onComplete(test.succeedingThenComplete());
            });
        });
    }

    @Test
    void catalogIsNotAskedWithoutAPermit(Vertx vertx, VertxTestContext test) {
        RequestFailure limited = new RequestFailure(Failure.RATE_LIMITED);
        vertx.runOnContext(started -> {
            Future<Granted> refused = access.check(ANONYMOUS, () -> Future.failedFuture(limited));
            vertx.runOnContext(delivered -> {
                test.verify(() -> {
                    assertSame(limited, refused.cause());
                    assertEquals(List.of(), catalog.messages());
                });
                test.completeNow();
            });
        });
    }

    @Test
    void refusalIsNotCached(Vertx vertx, VertxTestContext test) {
        vertx.runOnContext(started -> {
            Future<Granted> first = access.check(ANONYMOUS);
            catalog.replyToFirst(REFUSAL);
            first.onComplete(test.failing(refused -> {
                test.verify(() -> {
                    assertEquals(Failure.DATASET_HIDDEN, Failure.of(refused));
                    assertTrue(!access.check(ANONYMOUS).isComplete());
                });
                test.completeNow();
            }));
        });
    }

    @Test
    void grantOfAUserIsNotCached(Vertx vertx, VertxTestContext test) {
        AccessRequest signedIn =
                new AccessRequest(DATASET, new Caller.SessionUser(UUID.randomUUID(), 0, 0), AccessRequest.Use.MINT);
        vertx.runOnContext(started -> {
            Future<Granted> first = access.check(signedIn);
            catalog.replyToFirst(GRANT);
            first.onComplete(test.succeeding(granted -> {
                test.verify(() -> {
                    assertTrue(!access.check(ANONYMOUS).isComplete());
                    assertTrue(!access.check(signedIn).isComplete());
                });
                test.completeNow();
            }));
        });
    }

    @Test
    void failedQueryIsUnavailableAndTheNextRequestIsSent(Vertx vertx, VertxTestContext test) {
        vertx.runOnContext(started -> {
            Future<Granted> first = access.check(ANONYMOUS);
            catalog.afterDelivery(() -> catalog.fail(0, AccessBus.UNAVAILABLE));
            first.onComplete(test.failing(failure -> {
                test.verify(() -> {
                    assertTrue(Failure.of(failure) == Failure.CATALOG_UNAVAILABLE);
                    assertTrue(!access.check(ANONYMOUS).isComplete());
                });
                test.completeNow();
            }));
        });
    }
}
