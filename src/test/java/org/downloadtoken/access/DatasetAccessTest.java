package org.downloadtoken.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.Message;
import io.vertx.junit5.VertxExtension;
import io.vertx.junit5.VertxTestContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.downloadtoken.access.invalidation.Invalidations;
import org.downloadtoken.access.policy.AccessDecision;
import org.downloadtoken.access.policy.AccessDecision.Granted;
import org.downloadtoken.access.policy.AccessDecision.Refused;
import org.downloadtoken.access.policy.AccessRequest;
import org.downloadtoken.access.policy.Content;
import org.downloadtoken.failure.Failure;
import org.downloadtoken.failure.RequestFailure;
import org.downloadtoken.metrics.ServiceMetrics;
import org.downloadtoken.session.Caller;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Uses a consumer that keeps the requests until the test replies. */
@ExtendWith(VertxExtension.class)
class DatasetAccessTest {
    private static final UUID DATASET = UUID.randomUUID();
    private static final AccessRequest ANONYMOUS = new AccessRequest(DATASET, Caller.ANONYMOUS, AccessRequest.Use.MINT);
    private static final Granted GRANT =
            new Granted(DATASET, UUID.randomUUID(), Optional.empty(), Optional.empty(), Content.Absent.NO_ASSET);

    private final AtomicLong nanos = new AtomicLong();
    private final List<Message<AccessBus.Requests>> requests = new ArrayList<>();
    private DatasetAccess access;

    @BeforeEach
    void catalog(Vertx vertx) {
        AccessBus.registerCodecs(vertx.eventBus());
        vertx.eventBus().<AccessBus.Requests>localConsumer(AccessBus.REQUESTS, requests::add);
        access = access(vertx, task -> vertx.runOnContext(turn -> task.run()));
    }

    @Test
    void concurrentAnonymousRequestsShareOneQuery(Vertx vertx, VertxTestContext test) {
        vertx.runOnContext(started -> {
            Future<Granted> first = access.check(ANONYMOUS);
            Future<Granted> second = access.check(ANONYMOUS);
            afterDelivery(vertx, () -> {
                test.verify(() -> assertEquals(1, requests.size()));
                AccessBus.reply(requests.get(0), List.of(GRANT));
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
            first.onComplete(test.failing(refused -> afterDelivery(vertx, () -> {
                test.verify(() -> assertEquals(2, requests.size()));
                AccessBus.reply(requests.get(1), List.of(GRANT));
            })));
            afterDelivery(vertx, () -> {
                nanos.incrementAndGet();
                Future<Granted> second = access.check(ANONYMOUS);
                Future<Granted> third = access.check(ANONYMOUS);
                nanos.incrementAndGet();
                AccessBus.reply(requests.get(0), List.of(new Refused(Failure.DATASET_HIDDEN)));
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
            nanos.addAndGet(Duration.ofMillis(449).toNanos());
            access.check(ANONYMOUS);
            nanos.addAndGet(Duration.ofMillis(1).toNanos());
            access.check(ANONYMOUS);
            afterDelivery(vertx, () -> {
                test.verify(() -> assertEquals(
                        List.of(ANONYMOUS, ANONYMOUS), requests.get(0).body().requests()));
                test.completeNow();
            });
        });
    }

    @Test
    void grantIsCachedUntilItsQueryIsOneTtlOld(Vertx vertx, VertxTestContext test) {
        vertx.runOnContext(started -> {
            Future<Granted> first = access.check(ANONYMOUS);
            nanos.addAndGet(Duration.ofSeconds(4).toNanos());
            answerNext(vertx, GRANT);
            first.onComplete(test.succeeding(granted -> {
                test.verify(() -> assertTrue(access.check(ANONYMOUS).succeeded()));
                nanos.addAndGet(Duration.ofSeconds(1).toNanos());
                test.verify(() -> assertTrue(!access.check(ANONYMOUS).isComplete()));
                test.completeNow();
            }));
        });
    }

    @Test
    void actionRunsBeforeEachRequestThatTheCacheDoesNotAnswer(Vertx vertx, VertxTestContext test) {
        AtomicInteger runs = new AtomicInteger();
        vertx.runOnContext(started -> {
            access.check(ANONYMOUS, runs::incrementAndGet);
            Future<Granted> shared = access.check(ANONYMOUS, runs::incrementAndGet);
            test.verify(() -> assertEquals(2, runs.get()));
            answerNext(vertx, GRANT);
            shared.onComplete(test.succeeding(granted -> {
                Future<Granted> cached = access.check(ANONYMOUS, runs::incrementAndGet);
                test.verify(() -> {
                    assertTrue(cached.succeeded());
                    assertEquals(2, runs.get());
                });
                test.completeNow();
            }));
        });
    }

    @Test
    void catalogIsNotAskedIfTheActionFails(Vertx vertx, VertxTestContext test) {
        RequestFailure limited = new RequestFailure(Failure.RATE_LIMITED);
        vertx.runOnContext(started -> {
            Future<Granted> refused = access.check(ANONYMOUS, () -> {
                throw limited;
            });
            vertx.runOnContext(delivered -> {
                test.verify(() -> {
                    assertSame(limited, refused.cause());
                    assertEquals(List.of(), requests);
                });
                test.completeNow();
            });
        });
    }

    @Test
    void refusalIsNotCached(Vertx vertx, VertxTestContext test) {
        vertx.runOnContext(started -> {
            Future<Granted> first = access.check(ANONYMOUS);
            answerNext(vertx, new Refused(Failure.DATASET_HIDDEN));
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
            answerNext(vertx, GRANT);
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
            afterDelivery(vertx, () -> requests.get(0).fail(AccessBus.UNAVAILABLE, "away"));
            first.onComplete(test.failing(failure -> {
                test.verify(() -> {
                    assertTrue(Failure.of(failure) == Failure.CATALOG_UNAVAILABLE);
                    assertTrue(!access.check(ANONYMOUS).isComplete());
                });
                test.completeNow();
            }));
        });
    }

    @Test
    void defectIsNotReportedAsUnavailable(Vertx vertx, VertxTestContext test) {
        vertx.runOnContext(started -> {
            Future<Granted> first = access.check(ANONYMOUS);
            afterDelivery(vertx, () -> requests.get(0).fail(AccessBus.DEFECT, "a mistake"));
            first.onComplete(test.failing(failure -> {
                test.verify(() -> assertTrue(Failure.of(failure) != Failure.CATALOG_UNAVAILABLE));
                test.completeNow();
            }));
        });
    }

    @Test
    void requestsOfOneTurnFormOneMessage(Vertx vertx, VertxTestContext test) {
        List<Runnable> turns = new ArrayList<>();
        DatasetAccess gathering = access(vertx, turns::add);
        AccessRequest other = new AccessRequest(UUID.randomUUID(), Caller.ANONYMOUS, AccessRequest.Use.MINT);
        vertx.runOnContext(started -> {
            Future<Granted> granted = gathering.check(ANONYMOUS);
            Future<Granted> refused = gathering.check(other);
            turns.forEach(Runnable::run);
            afterDelivery(vertx, () -> {
                test.verify(() -> {
                    assertEquals(1, requests.size());
                    assertEquals(
                            List.of(ANONYMOUS, other), requests.get(0).body().requests());
                });
                AccessBus.reply(requests.get(0), List.of(GRANT, new Refused(Failure.DATASET_HIDDEN)));
            });
            granted.onComplete(test.succeeding(grant -> test.verify(() -> assertEquals(GRANT, grant))));
            refused.onComplete(test.failing(hidden -> {
                test.verify(() -> assertEquals(Failure.DATASET_HIDDEN, Failure.of(hidden)));
                test.completeNow();
            }));
        });
    }

    @Test
    void refusalIsSharedWithRequestsThatArriveBeforeItsMessageIsSent(Vertx vertx, VertxTestContext test) {
        List<Runnable> turns = new ArrayList<>();
        DatasetAccess gathering = access(vertx, turns::add);
        vertx.runOnContext(started -> {
            gathering.check(ANONYMOUS);
            nanos.incrementAndGet();
            Future<Granted> second = gathering.check(ANONYMOUS);
            turns.forEach(Runnable::run);
            answerNext(vertx, new Refused(Failure.DATASET_HIDDEN));
            second.onComplete(test.failing(refused -> {
                test.verify(() -> assertEquals(1, requests.size()));
                test.completeNow();
            }));
        });
    }

    @Test
    void requestsThatAreKeptTogetherAreNotDivided(Vertx vertx, VertxTestContext test) {
        List<Runnable> turns = new ArrayList<>();
        DatasetAccess gathering = access(vertx, turns::add);
        vertx.runOnContext(started -> {
            other(200).forEach(gathering::check);
            List<AccessRequest> together = other(100);
            gathering.reserve(together.size());
            together.forEach(gathering::check);
            turns.forEach(Runnable::run);
            afterDelivery(vertx, () -> {
                test.verify(() -> {
                    assertEquals(2, requests.size());
                    assertEquals(together, requests.get(1).body().requests());
                });
                test.completeNow();
            });
        });
    }

    private static List<AccessRequest> other(int number) {
        return Stream.generate(() -> new AccessRequest(UUID.randomUUID(), Caller.ANONYMOUS, AccessRequest.Use.MINT))
                .limit(number)
                .toList();
    }

    private DatasetAccess access(Vertx vertx, Consumer<Runnable> endOfTurn) {
        return new DatasetAccess(
                vertx.eventBus(),
                endOfTurn,
                new PublicDatasetCache(Duration.ofSeconds(5), nanos::get, Invalidations.none()),
                ServiceMetrics.in(new SimpleMeterRegistry()).access());
    }

    /** Runs a task after the requests of this turn have been sent and delivered. */
    private static void afterDelivery(Vertx vertx, Runnable task) {
        vertx.runOnContext(gathered -> vertx.runOnContext(sent -> vertx.runOnContext(delivered -> task.run())));
    }

    private void answerNext(Vertx vertx, AccessDecision answer) {
        afterDelivery(vertx, () -> AccessBus.reply(requests.get(0), List.of(answer)));
    }
}
