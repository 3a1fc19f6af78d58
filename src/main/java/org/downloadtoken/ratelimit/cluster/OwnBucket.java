package org.downloadtoken.ratelimit.cluster;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.vertx.core.Future;
import org.downloadtoken.ratelimit.Consumption;
import org.downloadtoken.ratelimit.PermitSource;

/**
 * The bucket of this instance, for the time during which the cluster does not answer. What this instance takes from the cluster is
 * charged here too, so that the bucket is not full when it is needed in the middle of a burst.
 */
final class OwnBucket {
    private final SharedLimit limit;
    private final Bucket bucket;

    OwnBucket(SharedLimit limit) {
        this.limit = limit;
        this.bucket = limit.policy().bucket(limit.time());
    }

    /** Decides a request without the cluster. */
    Future<Consumption> consume() {
        limit.fallbacks().count();
        ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
        return probe.isConsumed()
                ? PermitSource.CHARGED
                : Future.failedFuture(limit.policy().exceeded(probe.getNanosToWaitForRefill()));
    }

    /** Takes permits that requests got elsewhere, or as many as there are. */
    void charge(int permits) {
        if (permits > 0) {
            bucket.tryConsumeAsMuchAsPossible(permits);
        }
    }

    void giveBack() {
        bucket.addTokens(1);
    }
}
