package org.downloadtoken.download.storage;

import io.vertx.core.Future;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A blocking call with a timeout. If the timeout ends first, nobody receives the result, and the call cleans up itself when it
 * returns.
 */
final class StorageCall<T> {
    private enum State {
        QUEUED,
        RUNNING,
        ENDED,
        /** The timeout has ended before the call began. */
        EXPIRED,
        /** The timeout has ended while the call was running. */
        HUNG
    }

    private final Callable<T> blocking;
    private final Runnable abandoned;
    private final AtomicInteger hung;
    private final AtomicReference<State> state = new AtomicReference<>(State.QUEUED);

    /**
     * Creates a call.
     *
     * @param abandoned cleans up if nobody receives the result
     * @param hung counts the calls that have exceeded their timeout and have not returned
     */
    StorageCall(Callable<T> blocking, Runnable abandoned, AtomicInteger hung) {
        this.blocking = blocking;
        this.abandoned = abandoned;
        this.hung = hung;
    }

    /** Runs the call on a worker thread, unless the timeout has ended. Returns a completed future. */
    Future<T> run() {
        if (!state.compareAndSet(State.QUEUED, State.RUNNING)) {
            abandoned.run();
            return Future.failedFuture("the call expired in the queue");
        }
        Future<T> result = result();
        if (!state.compareAndSet(State.RUNNING, State.ENDED)) {
            hung.decrementAndGet();
            abandoned.run();
        }
        return result;
    }

    /** Marks the call as timed out. Returns false if the call has already returned, so that its result arrives. */
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

    /** Whether the timeout has ended before the call began. */
    boolean isExpired() {
        return state.get() == State.EXPIRED;
    }

    private Future<T> result() {
        try {
            return Future.succeededFuture(blocking.call());
        } catch (Throwable e) {
            return Future.failedFuture(e);
        }
    }
}
