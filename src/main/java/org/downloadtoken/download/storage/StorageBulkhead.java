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
 * Runs blocking calls on worker threads. Limits their number and their duration, since a storage can hang. Shared by all
 * event loops.
 */
public final class StorageBulkhead {
    static final int MAX_IN_FLIGHT = 1_000;

    private static final int WORKERS = 20;

    private final WorkerExecutor workers;
    private final long timeoutMillis;
    private final AtomicInteger calls = new AtomicInteger();

    public StorageBulkhead(Vertx vertx, long timeoutMillis) {
        // Separate threads: a hanging call must not occupy the worker threads of others, such as the key ring watcher.
        this.workers = vertx.createSharedWorkerExecutor("storage", WORKERS);
        this.timeoutMillis = timeoutMillis;
    }

    /**
     * The result of a call. Fails like the call, or with {@link Failure#STORAGE_UNAVAILABLE} if the call lasts too long or too
     * many calls are in flight.
     *
     * @param discard receives a result that arrives after the timeout, to release its resources
     */
    public <T> Future<T> call(Callable<T> blocking, Consumer<T> discard) {
        if (calls.incrementAndGet() > MAX_IN_FLIGHT) {
            calls.decrementAndGet();
            return Future.failedFuture(
                    RequestFailure.storageUnavailable(new TimeoutException("too many storage calls are in flight")));
        }
        AtomicBoolean timedOut = new AtomicBoolean();
        Future<T> called = workers.executeBlocking(() -> callUnlessTimedOut(blocking, timedOut), false)
                .onComplete(done -> calls.decrementAndGet());
        return called.timeout(timeoutMillis, TimeUnit.MILLISECONDS).recover(failure -> {
            if (called.failed()) {
                return Future.failedFuture(called.cause());
            }
            // The call may have succeeded just before the timeout. Its result is discarded then, too.
            timedOut.set(true);
            called.onSuccess(discard::accept);
            return Future.failedFuture(RequestFailure.storageUnavailable(failure));
        });
    }

    private static <T> T callUnlessTimedOut(Callable<T> blocking, AtomicBoolean timedOut) throws Exception {
        if (timedOut.get()) {
            throw new TimeoutException("the call timed out before it started");
        }
        return blocking.call();
    }
}
