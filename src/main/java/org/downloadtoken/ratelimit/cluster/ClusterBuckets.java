package org.downloadtoken.ratelimit.cluster;

import java.util.concurrent.CompletionStage;
import org.downloadtoken.ratelimit.BucketKey;

/** The buckets that all instances of a cluster share. */
public interface ClusterBuckets {
    /** The bucket of a key. The cluster creates it, full, when the first permit is taken. */
    ClusterBucket bucket(BucketKey key);

    /** The number of instances, at least 1. Instances that serve no HTTP may count. */
    int instances();

    /** One bucket. Its methods do not block, and complete on any thread or never. */
    interface ClusterBucket {
        /** Takes this many permits, or those that the bucket has. */
        CompletionStage<Taken> take(int permits);

        /** Gives permits back. */
        void giveBack(int permits);
    }

    /**
     * Permits that were taken.
     *
     * @param permits their number
     * @param nanosToWait if they are fewer than wanted: the time until the bucket has one again
     */
    record Taken(int permits, long nanosToWait) {}
}
