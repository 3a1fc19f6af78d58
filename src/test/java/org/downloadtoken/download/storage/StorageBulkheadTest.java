package org.downloadtoken.download.storage;

import static org.downloadtoken.testing.Failures.assertFailure;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
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
        for (int i = 0; i < StorageBulkhead.MAX_CALLS; i++) {
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
        assertEquals("done", under.get(StorageBulkhead.MAX_CALLS - 1).await(10, TimeUnit.SECONDS));
        Future.all(under).await(10, TimeUnit.SECONDS);
        assertEquals("done", calls.call(() -> "done", late -> {}).await(10, TimeUnit.SECONDS));
    }

    private static Throwable failure(Future<?> called) throws Exception {
        return called.map(done -> (Throwable) new AssertionError("succeeded"))
                .otherwise(cause -> cause)
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
    }
}
