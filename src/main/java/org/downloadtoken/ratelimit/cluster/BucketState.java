package org.downloadtoken.ratelimit.cluster;

import io.vertx.core.Future;
import java.util.Optional;
import org.downloadtoken.ratelimit.Consumption;
import org.downloadtoken.ratelimit.PermitSource;
import org.downloadtoken.ratelimit.cluster.ClusterBuckets.Taken;

/** Decides the requests of a {@link SharedBucket} that the allowance does not cover. Guarded by that bucket's lock. */
final class BucketState {
    private final SharedLimit limit;
    private final OwnBucket own;
    private final Availability availability;
    private final Waiting waiting = new Waiting();
    private Optional<PermitRequest> permitRequest = Optional.empty();

    /** Permits that requests have got, but that are not yet taken from the cluster. */
    private int owed;

    BucketState(SharedLimit limit) {
        this.limit = limit;
        this.own = new OwnBucket(limit);
        this.availability = new Availability(limit.now());
    }

    Future<Consumption> decide(long now) {
        long wait = availability.nanosToWait(now);
        if (wait > 0) {
            return Future.failedFuture(limit.policy().exceeded(wait));
        }
        noticeOverdue(now);
        return availability.isLate() || waiting.isFull()
                ? decideAlone()
                : waiting.add(limit.loops().current());
    }

    void takeUpTo(int permits, long now) {
        if (availability.nanosToWait(now) <= 0) {
            owe(permits);
            if (availability.isLate()) {
                own.charge(permits);
            }
        }
    }

    /** Returns whether the cluster must get the permit. It need not if it has not given it yet. */
    boolean giveBack(long now) {
        own.giveBack();
        availability.refilled(now);
        if (owed > 0) {
            owed--;
            return false;
        }
        return true;
    }

    /**
     * The permit request to send now, if there is one. At most one is in flight.
     *
     * @param held the permits in the allowance
     */
    Optional<PermitRequest> nextRequest(int held, long now) {
        if (permitRequest.isPresent() || !availability.mayAsk(now)) {
            return Optional.empty();
        }
        int allowance = limit.allowance();
        int missing = held <= PermitRequest.refillAt(allowance) ? allowance - held : 0;
        int permits = waiting.size() + owed + missing;
        permitRequest = permits == 0 ? Optional.empty() : Optional.of(new PermitRequest(now, permits, allowance));
        return permitRequest;
    }

    /** Whether the answer to this permit request is still expected. */
    boolean isExpected(PermitRequest asked) {
        return permitRequest.filter(asked::equals).isPresent();
    }

    /**
     * Uses an answer. Requests that were decided without the cluster come first: they have used their permits.
     *
     * @return the permits for the allowance
     */
    int answered(PermitRequest asked, Taken taken, long now) {
        permitRequest = Optional.empty();
        availability.answered(asked, now);
        int paid = Math.min(owed, taken.permits());
        int rest = taken.permits() - paid;
        owed -= paid;
        own.charge(rest);
        rest -= waiting.decide(rest, () -> PermitSource.CHARGED);
        if (taken.permits() < asked.permits()) {
            availability.empty(taken.nanosToWait(), now);
            owed = 0;
            waiting.decideAll(() -> Future.failedFuture(limit.policy().exceeded(availability.nanosToWait(now))));
        }
        return rest;
    }

    void failed(Throwable failure, long now) {
        permitRequest = Optional.empty();
        availability.failed(now);
        limit.fallbacks().failed(failure);
        waiting.decideAll(this::decideAlone);
    }

    /**
     * Decides the requests that have waited long enough.
     *
     * @return the time for which other requests wait, in nanoseconds; 0 if there are none
     */
    long endWaiting(long now) {
        noticeOverdue(now);
        if (availability.isLate()) {
            waiting.decideAll(this::decideAlone);
        }
        return waiting.size() == 0
                ? 0
                : permitRequest.map(asked -> asked.patienceLeft(now)).orElse(PermitRequest.PATIENCE.toNanos());
    }

    private void noticeOverdue(long now) {
        if (permitRequest.filter(asked -> asked.isOverdue(now)).isPresent()) {
            if (!availability.isLate()) {
                availability.overdue();
                limit.fallbacks().overdue();
            }
            permitRequest = permitRequest.filter(asked -> !asked.isLost(now));
        }
    }

    private Future<Consumption> decideAlone() {
        Future<Consumption> decision = own.consume();
        if (decision.succeeded()) {
            owe(1);
        }
        return decision;
    }

    private void owe(int permits) {
        owed = Math.min(limit.policy().perMinute(), owed + permits);
    }
}
