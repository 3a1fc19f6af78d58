package org.downloadtoken.ratelimit.cluster;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.downloadtoken.ratelimit.Consumption;

/** The requests that wait for an answer of the cluster, in their order. Not thread-safe. */
final class Waiting {
    /** Far more than arrive within the time that a request waits. */
    private static final int MAX = 1_000;

    private final Queue<Waiter> waiters = new ArrayDeque<>(1); // most buckets never need more

    /** @param loop where the request runs */
    private record Waiter(Promise<Consumption> promise, Executor loop) {}

    boolean isFull() {
        return waiters.size() >= MAX;
    }

    int size() {
        return waiters.size();
    }

    Future<Consumption> add(Executor loop) {
        Promise<Consumption> promise = Promise.promise();
        waiters.add(new Waiter(promise, loop));
        return promise.future();
    }

    /** Decides the first ones, up to this number. Returns their number. */
    int decide(int number, Supplier<Future<Consumption>> decision) {
        int decided = Math.min(number, waiters.size());
        for (int i = 0; i < decided; i++) {
            Waiter waiter = waiters.remove();
            Future<Consumption> result = decision.get();
            waiter.loop().execute(() -> result.onComplete(waiter.promise()));
        }
        return decided;
    }

    void decideAll(Supplier<Future<Consumption>> decision) {
        decide(waiters.size(), decision);
    }
}
