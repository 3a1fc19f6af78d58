package org.downloadtoken.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.downloadtoken.access.AccessAnswer.Granted;
import org.junit.jupiter.api.Test;

class PublicDatasetCacheTest {
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5); // System.nanoTime may overflow
    private final PublicDatasetCache cache = new PublicDatasetCache(Duration.ofNanos(10), nanos::get);

    @Test
    void anEntryLivesForTheTtlFromWhenItsQuestionWasSent() {
        Granted grant = grant();
        long askedAt = cache.now();
        nanos.addAndGet(4);
        cache.put(grant, askedAt);

        nanos.addAndGet(5);
        assertEquals(Optional.of(grant), cache.get(grant.datasetId()));
        nanos.addAndGet(1);
        assertEquals(Optional.empty(), cache.get(grant.datasetId()));
    }

    @Test
    void theLeastRecentlyUsedGoesFirst() {
        Granted oldest = grant();
        Granted second = grant();
        cache.put(oldest, cache.now());
        cache.put(second, cache.now());
        cache.get(oldest.datasetId());
        for (int i = 0; i < PublicDatasetCache.MAX_ENTRIES - 1; i++) {
            cache.put(grant(), cache.now());
        }

        assertEquals(Optional.of(oldest), cache.get(oldest.datasetId()));
        assertEquals(Optional.empty(), cache.get(second.datasetId()));
    }

    @Test
    void withoutTtlItIsOff() {
        assertFalse(new PublicDatasetCache(Duration.ZERO, nanos::get).isOn());
    }

    private static Granted grant() {
        return new Granted(UUID.randomUUID(), Optional.empty(), Optional.empty(), Content.Absent.NO_ASSET);
    }
}
