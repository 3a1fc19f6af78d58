package org.downloadtoken.cluster;

import com.hazelcast.cluster.Cluster;
import io.github.bucket4j.TimeMeter;
import java.util.concurrent.TimeUnit;

/**
 * The time of the cluster, which all members share: Hazelcast adds to the clock of each member the difference to the first one. With
 * the clocks of single members, one that is ahead would stop the refill of its buckets after it has gone.
 */
record ClusterTime(Cluster cluster) implements TimeMeter {
    @Override
    public long currentTimeNanos() {
        return TimeUnit.MILLISECONDS.toNanos(cluster.getClusterTime());
    }

    @Override
    public boolean isWallClockBased() {
        return true;
    }
}
