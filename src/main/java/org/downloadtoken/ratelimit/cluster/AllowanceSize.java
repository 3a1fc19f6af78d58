package org.downloadtoken.ratelimit.cluster;

/**
 * How many permits an instance may hold that no request has used yet.
 *
 * <p>A permit that an instance holds has left the bucket of the cluster, so holding it grants nothing by itself. But the bucket
 * refills meanwhile: whoever holds permits for a time can use them in addition to what the bucket got in that time. {@link
 * Allowance} holds none longer than 4 seconds, in which a bucket gets a fifteenth of its limit. So over all instances, requests get
 * at most 6.7 % more than the limit, however many instances there are. Permits in flight are no exception: a request gets its
 * permit only after the cluster has given it.
 *
 * <p>The size limits the reverse: what one instance holds, another one misses for that time. All instances together hold at most a
 * third of the limit; as long as the cluster is small, a twelfth each. A smaller share costs more: a permit request to the cluster takes
 * some hundred microseconds of the processors, which all the permits that it brings share. Below {@link #EXACT} permits a minute, each request asks
 * the cluster and the limit is exact.
 */
final class AllowanceSize {
    /** A client of such a limit sends fewer than 10 requests a second, so asking costs little. */
    static final int EXACT = 600;

    private static final int HELD = 3;
    private static final int MIN_INSTANCES = 4;

    private AllowanceSize() {}

    static int of(int perMinute, int instances) {
        return perMinute < EXACT ? 0 : perMinute / (HELD * Math.max(MIN_INSTANCES, instances));
    }
}
