package org.downloadtoken.ratelimit;

import static org.downloadtoken.testing.Failures.assertFails;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.UUID;
import java.util.stream.IntStream;
import org.downloadtoken.failure.Failure;
import org.downloadtoken.ratelimit.ConcurrencyLimiter.Permit;
import org.junit.jupiter.api.Test;

class ConcurrencyLimiterTest {
    private static final BucketKey ONE = new BucketKey.User(UUID.randomUUID());
    private static final BucketKey OTHER = new BucketKey.User(UUID.randomUUID());

    private final ConcurrencyLimiter limiter = new ConcurrencyLimiter(3, 2);

    @Test
    void aClientHasAFewPermits() {
        Permit first = limiter.acquire(ONE);
        limiter.acquire(ONE);
        assertFails(Failure.RATE_LIMITED, () -> limiter.acquire(ONE));
        assertDoesNotThrow(() -> limiter.acquire(OTHER));

        first.release();

        assertDoesNotThrow(() -> limiter.acquire(ONE));
    }

    @Test
    void allClientsTogetherHaveMore() {
        limiter.acquire(ONE);
        limiter.acquire(ONE);
        Permit third = limiter.acquire(OTHER);
        assertFails(Failure.DOWNLOADS_EXHAUSTED, () -> limiter.acquire(OTHER));
        assertEquals(3, limiter.inProgress());

        third.release();

        assertDoesNotThrow(() -> limiter.acquire(OTHER));
    }

    @Test
    void aPermitEndsWithItsLastHolder() {
        Permit permit = limiter.acquire(ONE);
        permit.retain();
        permit.release();
        assertEquals(1, limiter.inProgress());

        permit.release();

        assertEquals(0, limiter.inProgress());
    }

    @Test
    void aRefusedClientHoldsNothing() {
        ConcurrencyLimiter one = new ConcurrencyLimiter(1, 1);
        Permit only = one.acquire(ONE);
        for (int i = 0; i < 10; i++) {
            assertFails(Failure.RATE_LIMITED, () -> one.acquire(ONE));
            assertFails(Failure.DOWNLOADS_EXHAUSTED, () -> one.acquire(OTHER));
        }
        only.release();

        assertDoesNotThrow(() -> one.acquire(OTHER));
    }

    @Test
    void withoutALimitForEachClientOnlyTheTotalCounts() {
        ConcurrencyLimiter unlimited = new ConcurrencyLimiter(3, ConcurrencyLimiter.UNLIMITED);
        IntStream.range(0, 3).forEach(i -> unlimited.acquire(ONE));

        assertFails(Failure.DOWNLOADS_EXHAUSTED, () -> unlimited.acquire(ONE));
    }

    @Test
    void threadsShareTheLimit() {
        ConcurrencyLimiter large = new ConcurrencyLimiter(1_000, 100);

        IntStream.range(0, 10_000)
                .parallel()
                .forEach(i -> large.acquire(i % 2 == 0 ? ONE : OTHER).release());

        assertEquals(0, large.inProgress());
    }
}
