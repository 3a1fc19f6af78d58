package org.downloadtoken.download.storage;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.downloadtoken.failure.Failure;
import org.downloadtoken.failure.RequestFailure;

/**
 * Makes calls that may block on worker threads: so many at most, and each for so long, since storage that hangs answers
 * nobody. Shared by all event loops.
 */
public final class StorageBulkhead {
    static final int MAX_CALLS = 1_000;

    private static final int WORKERS = 20;

    private final WorkerExecutor workers;
    private final long timeoutMillis;
    private final AtomicInteger calls = new AtomicInteger();

    public StorageBulkhead(Vertx vertx, long timeoutMillis) {
        // Calls that hang must not take the worker threads that others need, such as the watch over the signing keys.
        this.workers = vertx.createSharedWorkerExecutor("storage", WORKERS);
        this.timeoutMillis = timeoutMillis;
    }

    /**
     * The result of a call; fails as the call does, or with {@link Failure#STORAGE_UNAVAILABLE} if it takes too long or too many are
     * under way.
     *
     * @param late is given a result that nobody waits for any more
     */
    public <T> Future<T> call(Callable<T> blocking, Consumer<T> late) {
        if (calls.incrementAndGet() > MAX_CALLS) {
            calls.decrementAndGet();
            return Future.failedFuture(
                    RequestFailure.storageUnavailable(new TimeoutException("too many calls are under way")));
        }
        AtomicBoolean abandoned = new AtomicBoolean();
        Future<T> called = workers.executeBlocking(() -> unlessAbandoned(blocking, abandoned), false)
                .onComplete(done -> calls.decrementAndGet());
        return called.timeout(timeoutMillis, TimeUnit.MILLISECONDS).recover(failure -> {
            if (called.isComplete()) {
                return Future.failedFuture(failure);
            }
            abandoned.set(true);
            called.onSuccess(late::accept);
            return Future.failedFuture(RequestFailure.storageUnavailable(failure));
        });
    }

    private static <T> T unlessAbandoned(Callable<T> blocking, AtomicBoolean abandoned) throws Exception {
        if (abandoned.get()) {
            throw new TimeoutException("nobody waits any more");
        }
        return blocking.call();
    }
}
