package org.downloadtoken.ratelimit;

import static org.downloadtoken.testing.Failures.assertFails;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.UUID;
import java.util.stream.IntStream;
import org.downloadtoken.failure.Failure;
import org.downloadtoken.failure.FailureHeaders;
import org.downloadtoken.failure.RequestFailure;
import org.junit.jupiter.api.Test;

class RateLimiterTest {
    private static final int LIMIT = 3;

    private static final BucketKey USER = new BucketKey.User(UUID.randomUUID());
    private static final BucketKey OTHER_USER = new BucketKey.User(UUID.randomUUID());
    private static final BucketKey.ApiKey API_KEY = new BucketKey.ApiKey("a key");
    private static final BucketKey.Address ADDRESS = address("203.0.113.7");
    private static final BucketKey.Address OTHER_ADDRESS = address("203.0.113.8");

    private final SettableTime time = new SettableTime();
    private final RateLimiter limiter = new RateLimiter(new RatePolicy("test", LIMIT), time);

    @Test
    void burstUpToTheLimitPasses() {
        exhaust(USER);

        assertEquals(
                new FailureHeaders.Limit("test", LIMIT, 20),
                assertFails(Failure.RATE_LIMITED, () -> limiter.consume(USER)));
    }

    @Test
    void tokensAreRefilledContinuously() {
        exhaust(USER);

        time.pass(Duration.ofMillis(19_001));
        assertEquals(
                new FailureHeaders.Limit("test", LIMIT, 1),
                assertFails(Failure.RATE_LIMITED, () -> limiter.consume(USER)));
        time.pass(Duration.ofMillis(999));
        assertDoesNotThrow(() -> limiter.consume(USER));
        assertFails(Failure.RATE_LIMITED, () -> limiter.consume(USER));
    }

    @Test
    void refusedRequestConsumesNoToken() {
        exhaust(USER);
        for (int i = 0; i < 100; i++) {
            assertFails(Failure.RATE_LIMITED, () -> limiter.consume(USER));
        }

        time.pass(Duration.ofSeconds(20));
        assertDoesNotThrow(() -> limiter.consume(USER));
    }

    @Test
    void waitIsAtLeastOneSecond() {
        RateLimiter fast = new RateLimiter(new RatePolicy("test", 6_000), time);
        for (int i = 0; i < 6_000; i++) {
            fast.consume(USER);
        }

        assertEquals(
                new FailureHeaders.Limit("test", 6_000, 1),
                assertFails(Failure.RATE_LIMITED, () -> fast.consume(USER)));
    }

    @Test
    void bucketsAreIndependent() {
        exhaust(USER);
        exhaust(ADDRESS);

        assertDoesNotThrow(() -> limiter.consume(OTHER_USER));
        assertDoesNotThrow(() -> limiter.consume(OTHER_ADDRESS));
    }

    @Test
    void unknownKeysConsumeTokensOfTheAddress() {
        for (int i = 0; i < LIMIT; i++) {
            limiter.consume(new BucketKey.ApiKey("key " + i), () -> ADDRESS);
        }

        assertFails(Failure.RATE_LIMITED, () -> limiter.consume(API_KEY, () -> ADDRESS));
        assertFails(Failure.RATE_LIMITED, () -> limiter.consume(ADDRESS));
    }

    @Test
    void resolvedKeyConsumesItsOwnTokenInsteadOfOneOfTheAddress() {
        limiter.consume(API_KEY, () -> ADDRESS).keyResolved();
        exhaust(ADDRESS);

        for (int i = 1; i < LIMIT; i++) {
            assertSame(Consumption.CHARGED, limiter.consume(API_KEY, () -> ADDRESS));
        }
        assertFails(Failure.RATE_LIMITED, () -> limiter.consume(API_KEY, () -> OTHER_ADDRESS));
        assertDoesNotThrow(() -> limiter.consume(OTHER_ADDRESS));
    }

    @Test
    void returnedTokensDoNotExceedTheLimit() {
        Consumption charge = limiter.consume(API_KEY, () -> ADDRESS);
        time.pass(Duration.ofSeconds(30));
        charge.keyResolved();

        exhaust(ADDRESS);
        assertFails(Failure.RATE_LIMITED, () -> limiter.consume(ADDRESS));
    }

    @Test
    void keyResolvedForTwoAddressesConsumesTwoTokens() {
        Consumption first = limiter.consume(API_KEY, () -> ADDRESS);
        Consumption second = limiter.consume(API_KEY, () -> OTHER_ADDRESS);
        first.keyResolved();
        second.keyResolved();

        limiter.consume(API_KEY, () -> ADDRESS);
        assertFails(Failure.RATE_LIMITED, () -> limiter.consume(API_KEY, () -> ADDRESS));
    }

    @Test
    void fullBucketIsRemoved() {
        limiter.consume(USER);
        time.pass(Duration.ofSeconds(59));
        limiter.consume(OTHER_USER);

        assertEquals(2, limiter.size());
        time.pass(Duration.ofSeconds(1));
        assertEquals(1, limiter.size());
    }

    @Test
    void numberOfBucketsIsBounded() {
        for (int i = 0; i < RateLimiter.MAX_BUCKETS + 1_000; i++) {
            limiter.consume(new BucketKey.User(new UUID(0, i)));
        }

        assertTrue(limiter.size() <= RateLimiter.MAX_BUCKETS);
    }

    @Test
    void threadsShareOneBucket() {
        RateLimiter large = new RateLimiter(new RatePolicy("test", 1_000), time);

        assertEquals(
                1_000,
                IntStream.range(0, 2_000).parallel().filter(i -> passes(large)).count());
    }

    private static boolean passes(RateLimiter limiter) {
        try {
            limiter.consume(USER);
            return true;
        } catch (RequestFailure limited) {
            return false;
        }
    }

    private void exhaust(BucketKey key) {
        for (int i = 0; i < LIMIT; i++) {
            limiter.consume(key);
        }
    }

    private static BucketKey.Address address(String text) {
        return BucketKey.Address.of(IpAddress.plain(text).orElseThrow());
    }

    private static final class SettableTime implements TimeMeter {
        private long nanos = 1;

        void pass(Duration duration) {
            nanos += duration.toNanos();
        }

        @Override
        public long currentTimeNanos() {
            return nanos;
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    }
}
