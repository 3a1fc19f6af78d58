package org.downloadtoken.download.storage;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.downloadtoken.failure.Failure;
import org.downloadtoken.failure.RequestFailure;
import org.downloadtoken.ratelimit.ConcurrencyLimiter.Permit;

/**
 * Runs blocking calls on threads of its own. Limits their number and their duration, since a storage can hang: a call that
 * hangs occupies its thread until it returns, and if all threads are occupied so, other calls fail at once. Shared by all
 * event loops.
 */
public final class StorageBulkhead {
    /** The most calls that run at the same time. A thread that reads from the page cache is free again in microseconds. */
    static final int THREADS = 128;

    static final int MAX_IN_FLIGHT = 2_000;

    private final Vertx vertx;
    private final WorkerExecutor workers;
    private final long timeoutMillis;
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicInteger hung = new AtomicInteger();

    public StorageBulkhead(Vertx vertx, long timeoutMillis) {
        this.vertx = vertx;
        // Separate threads: a hanging call must not occupy the worker threads of others, such as the key ring watcher.
        this.workers = vertx.createSharedWorkerExecutor("storage", THREADS);
        this.timeoutMillis = timeoutMillis;
    }

    /** The number of calls that have exceeded the timeout and have not returned. */
    public int hung() {
        return hung.get();
    }

    /** Like {@link #call(Permit, Callable, Runnable)}, for a call that holds no permit and no resources. */
    public <T> Future<T> call(Callable<T> blocking) {
        return call(blocking, () -> {}, () -> {});
    }

    /**
     * The result of a call. Fails like the call, or with {@link Failure#STORAGE_UNAVAILABLE} if the call lasts too long or too
     * many calls are in flight.
     *
     * @param permit retained until the call has returned, even if that is late
     * @param abandoned runs on a worker thread if nobody receives the result: after a late call, or instead of a call that
     *     did not start
     */
    public <T> Future<T> call(Permit permit, Callable<T> blocking, Runnable abandoned) {
        permit.retain();
        return call(blocking, abandoned, permit::release);
    }

    private <T> Future<T> call(Callable<T> blocking, Runnable abandoned, Runnable ended) {
        boolean allHang = hung.get() >= THREADS;
        if (allHang || inFlight.get() >= MAX_IN_FLIGHT) {
            run(abandoned);
            ended.run();
            return Future.failedFuture(timeout(
                    allHang
                            ? "all " + THREADS + " storage threads wait for calls that hang"
                            : "there are " + MAX_IN_FLIGHT + " storage calls in flight"));
        }
        inFlight.incrementAndGet();
        Promise<T> result = Promise.promise();
        Call<T> call = new Call<>(blocking, abandoned);
        long timer = vertx.setTimer(timeoutMillis, elapsed -> {
            if (call.timeOut()) {
                result.fail(timeout("the storage did not answer within " + timeoutMillis + " ms"));
            }
        });
        workers.executeBlocking(call, false).onComplete(returned -> {
            inFlight.decrementAndGet();
            ended.run();
            vertx.cancelTimer(timer);
            if (returned.succeeded()) {
                result.tryComplete(returned.result());
            } else {
                result.tryFail(returned.cause());
            }
        });
        return result.future();
    }

    /** Runs an action on a worker thread, such as the closing of a file. */
    void run(Runnable blocking) {
        workers.executeBlocking(
                () -> {
                    blocking.run();
                    return null;
                },
                false);
    }

    private static RequestFailure timeout(String cause) {
        return RequestFailure.storageUnavailable(new TimeoutException(cause));
    }

    private enum State {
        QUEUED,
        RUNNING,
        ENDED,
        /** The timeout has ended before the call began. */
        EXPIRED,
        /** The timeout has ended while the call was running. */
        HUNG
    }

    private final class Call<T> implements Callable<T> {
        private final Callable<T> blocking;
        private final Runnable abandoned;
        private final AtomicReference<State> state = new AtomicReference<>(State.QUEUED);

        Call(Callable<T> blocking, Runnable abandoned) {
            this.blocking = blocking;
            this.abandoned = abandoned;
        }

        @Override
        public T call() throws Exception {
            if (!state.compareAndSet(State.QUEUED, State.RUNNING)) {
                abandoned.run();
                throw new TimeoutException("the call expired in the queue");
            }
            try {
                return blocking.call();
            } finally {
                if (!state.compareAndSet(State.RUNNING, State.ENDED)) {
                    hung.decrementAndGet();
                    abandoned.run();
                }
            }
        }

        /** Returns false if the call has already ended, so that its result arrives. */
        boolean timeOut() {
            if (state.compareAndSet(State.QUEUED, State.EXPIRED)) {
                return true;
            }
            hung.incrementAndGet();
            if (state.compareAndSet(State.RUNNING, State.HUNG)) {
                return true;
            }
            hung.decrementAndGet();
            return false;
        }
    }
}
