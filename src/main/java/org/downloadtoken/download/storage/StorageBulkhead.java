package org.downloadtoken.download.storage;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.downloadtoken.failure.Failure;
import org.downloadtoken.failure.RequestFailure;
import org.downloadtoken.ratelimit.ConcurrencyLimiter.Permit;

/**
 * Runs blocking calls on threads of its own, since a storage can hang. The caller gets a failure after a timeout; the call keeps
 * its thread until it returns. If all threads are kept by such calls, other calls fail at once. Shared by all event loops.
 */
public final class StorageBulkhead {
    /** The most calls that run at the same time. A thread that reads from the page cache is free again in microseconds. */
    static final int THREADS = 128;

    static final int MAX_IN_FLIGHT = 2_000;

    private static final int IDLE_SECONDS = 60;

    private final Vertx vertx;
    private final ThreadPoolExecutor workers;
    private final long timeoutMillis;
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicInteger hung = new AtomicInteger();

    public StorageBulkhead(Vertx vertx, long timeoutMillis) {
        this.vertx = vertx;
        // Not a worker pool of Vert.x: when Vert.x closes, an event loop interrupts the threads of its pools. To
        // interrupt a read that hangs blocks the event loop.
        this.workers = new ThreadPoolExecutor(
                THREADS, THREADS, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), StorageBulkhead::thread);
        workers.allowCoreThreadTimeOut(true);
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
            workers.execute(() -> {
                abandoned.run();
                ended.run();
            });
            return Future.failedFuture(timeout(
                    allHang
                            ? "all " + THREADS + " storage threads wait for calls that hang"
                            : "there are " + MAX_IN_FLIGHT + " storage calls in flight"));
        }
        inFlight.incrementAndGet();
        Promise<T> result = Promise.promise();
        StorageCall<T> call = new StorageCall<>(blocking, abandoned, hung);
        long timer = vertx.setTimer(timeoutMillis, elapsed -> {
            if (call.timeOut()) {
                if (call.isExpired()) {
                    ended.run(); // it holds no thread
                }
                result.fail(timeout("the storage did not answer within " + timeoutMillis + " ms"));
            }
        });
        Context caller = vertx.getOrCreateContext();
        workers.execute(() -> {
            Future<T> returned = call.run();
            inFlight.decrementAndGet();
            if (!call.isExpired()) {
                ended.run();
            }
            caller.runOnContext(turn -> {
                vertx.cancelTimer(timer);
                returned.onSuccess(result::tryComplete).onFailure(result::tryFail);
            });
        });
        return result.future();
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "storage");
        thread.setDaemon(true);
        return thread;
    }

    private static RequestFailure timeout(String cause) {
        return RequestFailure.storageUnavailable(new TimeoutException(cause));
    }
}
