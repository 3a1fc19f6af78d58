package org.downloadtoken.config;

import static org.downloadtoken.config.ConfigErrors.assertRejected;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Map;
import org.downloadtoken.config.PublicCache.Invalidation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublicCacheTest {
    @Test
    void defaults() {
        assertEquals(new PublicCache(Duration.ofSeconds(5), Invalidation.TTL), PublicCache.from(Map.of()));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 60_000})
    void ttlIsInItsRange(int millis) {
        assertEquals(
                Duration.ofMillis(millis),
                PublicCache.from(Map.of("PUBLIC_CACHE_TTL_MS", String.valueOf(millis)))
                        .ttl());
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "60001"})
    void ttlOutOfRangeIsRejected(String millis) {
        assertRejected(PublicCache::from, PublicCache.TTL_MS, millis, "a whole number from 0 to 60000");
    }

    @Test
    void notificationsAreReceivedForACacheThatIsUsed() {
        assertTrue(
                PublicCache.from(Map.of("PUBLIC_CACHE_INVALIDATION", "notify")).isNotified());
        assertFalse(PublicCache.from(Map.of("PUBLIC_CACHE_INVALIDATION", "notify", "PUBLIC_CACHE_TTL_MS", "0"))
                .isNotified());
        assertFalse(PublicCache.from(Map.of("PUBLIC_CACHE_INVALIDATION", "ttl")).isNotified());
    }

    @Test
    void otherInvalidationIsRejected() {
        assertRejected(PublicCache::from, PublicCache.INVALIDATION, "never", "one of ttl, notify");
    }
}
