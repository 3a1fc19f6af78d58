package org.downloadtoken.ratelimit.cluster;

import io.github.bucket4j.TimeMeter;
import org.downloadtoken.ratelimit.RatePolicy;

/**
 * What all buckets of a limit have in common.
 *
 * @param time a monotonic clock
 */
public record SharedLimit(
        RatePolicy policy, ClusterBuckets cluster, EventLoops loops, TimeMeter time, Fallbacks fallbacks) {
    long now() {
        return time.currentTimeNanos();
    }

    int allowance() {
        return AllowanceSize.of(policy.perMinute(), cluster.instances());
    }
}
