package org.downloadtoken.download.storage;

import static org.downloadtoken.testing.Failures.assertFailure;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.downloadtoken.failure.Failure;
import org.downloadtoken.failure.RequestFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
@Timeout(20)
class StorageBulkheadTest {
    @Test
    void hangingCallIsUnavailableAndItsLateResultIsDiscarded(Vertx vertx) throws Exception {
        CountDownLatch hang = new CountDownLatch(1);
        CompletableFuture<String> late = new CompletableFuture<>();

        Future<String> called = new StorageBulkhead(vertx, 50)
                .call(
                        () -> {
                            hang.await();
                            return "late";
                        },
                        late::complete);

        assertFailure(Failure.STORAGE_UNAVAILABLE, failure(called));
        hang.countDown();
        assertEquals("late", late.get(10, TimeUnit.SECONDS));
    }

    @Test
    void failureOfTheCallIsReturned(Vertx vertx) throws Exception {
        Future<String> called = new StorageBulkhead(vertx, 10_000)
                .call(
                        () -> {
                            throw new RequestFailure(Failure.FILE_MISSING);
                        },
                        late -> {});

        assertFailure(Failure.FILE_MISSING, failure(called));
    }

    @Test
    void callsBeyondTheLimitFailAtOnceUntilOthersEnd(Vertx vertx) throws Exception {
        CountDownLatch hang = new CountDownLatch(1);
        StorageBulkhead calls = new StorageBulkhead(vertx, 10_000);
        List<Future<String>> under = new ArrayList<>();
        for (int i = 0; i < StorageBulkhead.MAX_IN_FLIGHT; i++) {
            under.add(calls.call(
                    () -> {
                        hang.await();
                        return "done";
                    },
                    late -> {}));
        }

        Future<String> oneMore = calls.call(() -> "done", late -> {});

        assertTrue(oneMore.failed());
        assertFailure(Failure.STORAGE_UNAVAILABLE, oneMore.cause());
        hang.countDown();
        assertEquals("done", under.get(StorageBulkhead.MAX_IN_FLIGHT - 1).await(10, TimeUnit.SECONDS));
        Future.all(under).await(10, TimeUnit.SECONDS);
        assertEquals("done", calls.call(() -> "done", late -> {}).await(10, TimeUnit.SECONDS));
    }

    /** A busy event loop makes the timer and the end of the call due at the same time; either may run first. */
    @Test
    void aResultIsReturnedOrDiscardedEvenIfTheTimeoutComesTogetherWithIt(Vertx vertx) throws Exception {
        for (int attempt = 0; attempt < 20; attempt++) {
            StorageBulkhead busy = new StorageBulkhead(vertx, 20);
            AtomicInteger discarded = new AtomicInteger();
            Promise<Future<String>> started = Promise.promise();
            vertx.runOnContext(loop -> {
                Future<String> called = busy.call(() -> "done", late -> discarded.incrementAndGet());
                long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(60);
                while (System.nanoTime() - until < 0) {
                    Thread.onSpinWait();
                }
                started.complete(called);
            });
            Future<String> called = started.future().await(10, TimeUnit.SECONDS);
            String outcome =
                    called.otherwise(failure -> Failure.of(failure).name()).await(10, TimeUnit.SECONDS);

            assertEquals(outcome.equals("done") ? 0 : 1, discarded.get());
            assertTrue(outcome.equals("done") || outcome.equals(Failure.STORAGE_UNAVAILABLE.name()), outcome);
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
