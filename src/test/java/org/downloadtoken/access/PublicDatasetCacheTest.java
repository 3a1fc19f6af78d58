package org.downloadtoken.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.downloadtoken.access.AccessAnswer.Granted;
import org.downloadtoken.access.PublicDatasetCache.Asked;
import org.junit.jupiter.api.Test;

class PublicDatasetCacheTest {
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5); // System.nanoTime may overflow
    private final PublicDatasetCache cache =
            new PublicDatasetCache(Duration.ofNanos(10), nanos::get, Invalidations.none());
    private final Invalidations invalidations = Invalidations.heard(nanos::get);
    private final PublicDatasetCache heard = new PublicDatasetCache(Duration.ofNanos(10), nanos::get, invalidations);

    @Test
    void anEntryLivesForTheTtlFromWhenItsQuestionWasSent() {
        Granted grant = grant();
        Asked asked = cache.asked();
        nanos.addAndGet(4);
        cache.put(grant, asked);

        nanos.addAndGet(5);
        assertEquals(Optional.of(grant), cache.get(grant.datasetId()));
        nanos.addAndGet(1);
        assertEquals(Optional.empty(), cache.get(grant.datasetId()));
    }

    @Test
    void theLeastRecentlyUsedGoesFirst() {
        Granted oldest = grant();
        Granted second = grant();
        cache.put(oldest, cache.asked());
        cache.put(second, cache.asked());
        cache.get(oldest.datasetId());
        for (int i = 0; i < PublicDatasetCache.MAX_ENTRIES - 1; i++) {
            cache.put(grant(), cache.asked());
        }

        assertEquals(Optional.of(oldest), cache.get(oldest.datasetId()));
        assertEquals(Optional.empty(), cache.get(second.datasetId()));
    }

    @Test
    void anInvalidatedEntryIsGoneAndTheOthersStay() {
        Granted changed = put();
        Granted other = put();

        invalidations.changed(changed.datasetId());

        assertEquals(Optional.empty(), heard.get(changed.datasetId()));
        assertEquals(Optional.of(other), heard.get(other.datasetId()));
    }

    @Test
    void whenEverythingChangedAllIsGone() {
        Granted grant = put();

        invalidations.everythingChanged();

        assertEquals(Optional.empty(), heard.get(grant.datasetId()));
    }

    @Test
    void moreInvalidationsThanAreKeptDropAll() {
        Granted grant = put();

        for (int i = 0; i < Invalidations.CAPACITY; i++) {
            invalidations.changed(UUID.randomUUID());
        }

        assertEquals(Optional.empty(), heard.get(grant.datasetId()));
    }

    @Test
    void whatWasInvalidatedWhileItWasAskedForIsNotRemembered() {
        invalidations.heardUntil(nanos.get() + 5);
        Granted changed = grant();
        Granted other = grant();
        Asked asked = heard.asked();
        invalidations.changed(changed.datasetId());
        heard.get(changed.datasetId());

        heard.put(changed, asked);
        heard.put(other, asked);

        assertFalse(heard.isFresh(changed.datasetId(), asked));
        assertEquals(Optional.empty(), heard.get(changed.datasetId()));
        assertEquals(Optional.of(other), heard.get(other.datasetId()));
    }

    @Test
    void whileTheCatalogIsNotHeardNothingIsServedOrRemembered() {
        Granted before = put();
        nanos.addAndGet(5);
        Granted during = grant();

        heard.put(during, heard.asked());
        assertEquals(Optional.empty(), heard.get(before.datasetId()));
        invalidations.heardUntil(nanos.get() + 1);

        assertEquals(Optional.of(before), heard.get(before.datasetId()));
        assertEquals(Optional.empty(), heard.get(during.datasetId()));
        invalidations.notHeard();
        assertEquals(Optional.empty(), heard.get(before.datasetId()));
    }

    @Test
    void anAnswerIsSharedForAsLongAsItMayBeRemembered() {
        UUID datasetId = UUID.randomUUID();
        Asked asked = heard.asked();

        nanos.addAndGet(9);
        assertTrue(heard.isFresh(datasetId, asked));
        nanos.addAndGet(1);
        assertFalse(heard.isFresh(datasetId, asked));
    }

    @Test
    void withoutTtlItIsOff() {
        assertFalse(new PublicDatasetCache(Duration.ZERO, nanos::get, Invalidations.none()).isOn());
    }

    private Granted put() {
        invalidations.heardUntil(nanos.get() + 5);
        Granted grant = grant();
        heard.put(grant, heard.asked());
        return grant;
    }

    private static Granted grant() {
        return new Granted(UUID.randomUUID(), Optional.empty(), Optional.empty(), Content.Absent.NO_ASSET);
    }
}
