package org.downloadtoken.ratelimit.cluster;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.downloadtoken.ratelimit.BucketKey;
import org.downloadtoken.ratelimit.Consumption;
import org.downloadtoken.ratelimit.PermitSource;
import org.downloadtoken.ratelimit.cluster.ClusterBuckets.ClusterBucket;
import org.downloadtoken.ratelimit.cluster.ClusterBuckets.Taken;
import org.jspecify.annotations.Nullable;

/**
 * One bucket of the cluster, as this instance uses it. A request takes its permit from the allowance. If that is empty, the request
 * waits for the cluster; all requests that wait share one permit request. While the cluster does not answer in time, requests use a bucket
 * of this instance and do not wait. Used by all event loops. Its lock is held for a few fields only, never during a permit request.
 */
final class SharedBucket {
    private final SharedLimit limit;
    private final ClusterBucket cluster;
    private final Allowance allowance;
    private final BucketState state;
    private boolean hasTimer;

    /** At this allowance and below, the cluster is asked in advance; NONE while that would be in vain. */
    private volatile int refillAt = Allowance.NONE;

    SharedBucket(SharedLimit limit, BucketKey key) {
        this.limit = limit;
        this.cluster = limit.cluster().bucket(key);
        this.allowance = new Allowance(limit.loops(), cluster::giveBack);
        this.state = new BucketState(limit);
    }

    /** Takes one permit. Fails with a 429 if there is none. */
    Future<Consumption> consume() {
        int left = allowance.take();
        if (left == Allowance.NONE) {
            return decide();
        }
        if (left <= refillAt) {
            ask();
        }
        return PermitSource.CHARGED;
    }

    /** Takes this many permits, or those that there are. */
    void consumeUpTo(int permits) {
        int rest = permits - allowance.takeUpTo(permits);
        synchronized (this) {
            state.takeUpTo(rest, limit.now());
        }
        ask();
    }

    /** Gives one permit back. */
    void giveBack() {
        boolean ofCluster;
        synchronized (this) {
            ofCluster = state.giveBack(limit.now());
        }
        if (ofCluster) {
            cluster.giveBack(1);
        }
    }

    private Future<Consumption> decide() {
        Future<Consumption> decision;
        synchronized (this) {
            if (allowance.take() != Allowance.NONE) { // an answer has just come
                return PermitSource.CHARGED;
            }
            decision = state.decide(limit.now());
        }
        if (!decision.failed()) {
            ask();
        }
        if (!decision.isComplete()) {
            startTimer();
        }
        return decision;
    }

    private void ask() {
        Optional<PermitRequest> permitRequest;
        synchronized (this) {
            permitRequest = state.nextRequest(allowance.held(), limit.now());
            if (permitRequest.isPresent()) {
                refillAt = Allowance.NONE;
            }
        }
        permitRequest.ifPresent(this::send);
    }

    private void send(PermitRequest permitRequest) {
        Executor loop = limit.loops().current();
        var unused = take(permitRequest.permits())
                .whenComplete((taken, failure) -> loop.execute(() -> answered(permitRequest, taken, failure)));
    }

    private CompletionStage<Taken> take(int permits) {
        try {
            return cluster.take(permits);
        } catch (RuntimeException failure) {
            return CompletableFuture.failedFuture(failure);
        }
    }

    private void answered(PermitRequest permitRequest, @Nullable Taken taken, @Nullable Throwable failure) {
        boolean isComplete;
        synchronized (this) {
            if (!state.isExpected(permitRequest)) {
                return;
            }
            if (taken == null) {
                state.failed(failure == null ? new IllegalStateException("no answer") : failure, limit.now());
                return;
            }
            allowance.fill(state.answered(permitRequest, taken, limit.now()), permitRequest.allowance());
            isComplete = taken.permits() == permitRequest.permits();
            refillAt = isComplete ? PermitRequest.refillAt(permitRequest.allowance()) : Allowance.NONE;
        }
        if (isComplete) {
            ask(); // for requests that came after the permit request
        }
    }

    private void startTimer() {
        synchronized (this) {
            if (hasTimer) {
                return;
            }
            hasTimer = true;
        }
        limit.loops().after(PermitRequest.PATIENCE, this::endWaiting);
    }

    private void endWaiting() {
        long rest;
        synchronized (this) {
            rest = state.endWaiting(limit.now());
            hasTimer = rest > 0;
        }
        if (rest > 0) {
            limit.loops().after(Duration.ofNanos(rest), this::endWaiting);
        }
    }
}
