package org.downloadtoken.ratelimit;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.downloadtoken.failure.Failure;
import org.downloadtoken.failure.FailureHeaders;
import org.downloadtoken.failure.RequestFailure;

/**
 * A limit per minute. A bucket of this limit holds as many permits as the limit, and refills evenly within a minute.
 *
 * @param name what is limited; clients see it in the header RateLimit-Policy
 */
public record RatePolicy(String name, int perMinute) {
    public static final Duration WINDOW = Duration.ofMinutes(1);

    private static final long NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);

    public Bandwidth bandwidth() {
        return Bandwidth.builder()
                .capacity(perMinute)
                .refillGreedy(perMinute, WINDOW)
                .build();
    }

    /** A full bucket of this process. */
    public Bucket bucket(TimeMeter time) {
        return Bucket.builder()
                .addLimit(bandwidth())
                .withCustomTimePrecision(time)
                .build();
    }

    /**
     * The failure of a request whose bucket is empty.
     *
     * @param nanosToWait until the bucket has a permit
     */
    public RequestFailure exceeded(long nanosToWait) {
        return new RequestFailure(
                Failure.RATE_LIMITED, new FailureHeaders.Limit(name, perMinute, ceilSeconds(nanosToWait)));
    }

    private static long ceilSeconds(long nanos) {
        return Math.floorDiv(nanos + NANOS_PER_SECOND - 1, NANOS_PER_SECOND);
    }
}
