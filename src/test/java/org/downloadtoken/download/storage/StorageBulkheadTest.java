package org.downloadtoken.download.storage;

import static org.downloadtoken.testing.Failures.assertFailure;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.downloadtoken.failure.Failure;
import org.downloadtoken.failure.RequestFailure;
import org.downloadtoken.ratelimit.BucketKey;
import org.downloadtoken.ratelimit.ConcurrencyLimiter;
import org.downloadtoken.ratelimit.ConcurrencyLimiter.Permit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
@Timeout(20)
class StorageBulkheadTest {
    private final ConcurrencyLimiter permits = new ConcurrencyLimiter(10_000, ConcurrencyLimiter.UNLIMITED);

    @Test
    void hangingCallIsUnavailableAndOccupiesItsThreadUntilItReturns(Vertx vertx) throws Exception {
        CountDownLatch hang = new CountDownLatch(1);
        CompletableFuture<String> abandoned = new CompletableFuture<>();
        StorageBulkhead calls = new StorageBulkhead(vertx, 1_000); // a busy host must start a thread within this time
        Permit permit = permit();

        Future<String> called = calls.call(permit, () -> await(hang), () -> abandoned.complete("late"));
        permit.release();

        assertFailure(Failure.STORAGE_UNAVAILABLE, failure(called));
        assertEquals(1, calls.hung());
        assertEquals(1, permits.inProgress());
        hang.countDown();
        assertEquals("late", abandoned.get(10, TimeUnit.SECONDS));
        assertEquals(0, calls.hung());
        await(() -> permits.inProgress() == 0);
    }

    @Test
    void lateFailureIsAbandonedToo(Vertx vertx) throws Exception {
        CountDownLatch hang = new CountDownLatch(1);
        CountDownLatch abandoned = new CountDownLatch(1);

        Future<String> called = new StorageBulkhead(vertx, 50)
                .call(
                        permit(),
                        () -> {
                            hang.await();
                            throw new IOException("late");
                        },
                        abandoned::countDown);

        assertFailure(Failure.STORAGE_UNAVAILABLE, failure(called));
        hang.countDown();
        assertTrue(abandoned.await(10, TimeUnit.SECONDS));
    }

    @Test
    void failureOfTheCallIsReturned(Vertx vertx) throws Exception {
        AtomicInteger abandoned = new AtomicInteger();
        Future<String> called = new StorageBulkhead(vertx, 10_000)
                .call(
                        permit(),
                        () -> {
                            throw new RequestFailure(Failure.FILE_MISSING);
                        },
                        abandoned::incrementAndGet);

        assertFailure(Failure.FILE_MISSING, failure(called));
        assertEquals(0, abandoned.get());
    }

    @Test
    void ifAllThreadsHangOtherCallsFailAtOnce(Vertx vertx) throws Exception {
        CountDownLatch hang = new CountDownLatch(1);
        StorageBulkhead calls = new StorageBulkhead(vertx, 500);
        hangAllThreads(calls, hang);
        await(() -> calls.hung() == StorageBulkhead.THREADS);
        CountDownLatch abandoned = new CountDownLatch(1);

        Future<String> next = calls.call(permit(), () -> "done", abandoned::countDown);

        assertTrue(next.failed());
        assertFailure(Failure.STORAGE_UNAVAILABLE, next.cause());
        hang.countDown();
        assertTrue(abandoned.await(10, TimeUnit.SECONDS));
        await(() -> calls.hung() == 0);
        assertEquals("done", calls.call(() -> "done").await(10, TimeUnit.SECONDS));
    }

    @Test
    void aCallThatExpiresInTheQueueReleasesItsPermitAtOnce(Vertx vertx) throws Exception {
        CountDownLatch hang = new CountDownLatch(1);
        StorageBulkhead calls = new StorageBulkhead(vertx, 500);
        hangAllThreads(calls, hang);
        AtomicInteger abandoned = new AtomicInteger();
        Permit permit = permit();

        Future<String> queued = calls.call(permit, () -> "done", abandoned::incrementAndGet);
        permit.release();

        assertFailure(Failure.STORAGE_UNAVAILABLE, failure(queued));
        assertEquals(0, permits.inProgress());
        hang.countDown();
        await(() -> abandoned.get() == 1);
        assertEquals(0, permits.inProgress());
    }

    @Test
    void callsBeyondTheLimitFailAtOnceUntilOthersEnd(Vertx vertx) throws Exception {
        CountDownLatch hang = new CountDownLatch(1);
        StorageBulkhead calls = new StorageBulkhead(vertx, 10_000);
        List<Future<String>> under = new ArrayList<>();
        for (int i = 0; i < StorageBulkhead.MAX_IN_FLIGHT; i++) {
            under.add(calls.call(() -> await(hang)));
        }

        Future<String> oneMore = calls.call(() -> "done");

        assertTrue(oneMore.failed());
        assertFailure(Failure.STORAGE_UNAVAILABLE, oneMore.cause());
        hang.countDown();
        assertEquals("done", under.get(StorageBulkhead.MAX_IN_FLIGHT - 1).await(10, TimeUnit.SECONDS));
        Future.all(under).await(10, TimeUnit.SECONDS);
        assertEquals("done", calls.call(() -> "done").await(10, TimeUnit.SECONDS));
    }

    /** A busy event loop makes the timer and the end of the call due at the same time; either may run first. */
    @Test
    void aResultIsReturnedOrAbandonedEvenIfTheTimeoutComesTogetherWithIt(Vertx vertx) throws Exception {
        for (int attempt = 0; attempt < 20; attempt++) {
            StorageBulkhead busy = new StorageBulkhead(vertx, 20);
            AtomicInteger abandoned = new AtomicInteger();
            Promise<Future<String>> started = Promise.promise();
            vertx.runOnContext(loop -> {
                Future<String> called = busy.call(permit(), () -> "done", abandoned::incrementAndGet);
                long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(60);
                while (System.nanoTime() - until < 0) {
                    Thread.onSpinWait();
                }
                started.complete(called);
            });
            Future<String> called = started.future().await(10, TimeUnit.SECONDS);
            String outcome =
                    called.otherwise(failure -> Failure.of(failure).name()).await(10, TimeUnit.SECONDS);

            assertEquals(outcome.equals("done") ? 0 : 1, abandoned.get());
            assertTrue(outcome.equals("done") || outcome.equals(Failure.STORAGE_UNAVAILABLE.name()), outcome);
        }
    }

    private Permit permit() {
        return permits.acquire(new BucketKey.User(UUID.randomUUID()));
    }

    /** Returns when each thread is in a call that hangs. A call that has not begun within its timeout leaves its thread free. */
    private static void hangAllThreads(StorageBulkhead calls, CountDownLatch hang) throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(StorageBulkhead.THREADS);
        for (int i = 0; i < StorageBulkhead.THREADS; i++) {
            var unused = calls.call(() -> {
                begun.countDown();
                return await(hang);
            });
        }
        begun.await();
    }

    private static String await(CountDownLatch latch) throws InterruptedException {
        latch.await();
        return "done";
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) { // the test has a timeout
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }

    private static Throwable failure(Future<?> called) throws Exception {
        return called.map(done -> (Throwable) new AssertionError("succeeded"))
                .otherwise(cause -> cause)
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
    }
}
