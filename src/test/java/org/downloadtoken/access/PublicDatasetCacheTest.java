package org.downloadtoken.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.downloadtoken.access.PublicDatasetCache.RequestTime;
import org.downloadtoken.access.invalidation.Invalidations;
import org.downloadtoken.access.policy.AccessDecision.Granted;
import org.downloadtoken.access.policy.Content;
import org.junit.jupiter.api.Test;

class PublicDatasetCacheTest {
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5); // System.nanoTime may overflow
    private final PublicDatasetCache cache =
            new PublicDatasetCache(Duration.ofNanos(10), nanos::get, Invalidations.none(), Runnable::run);
    private final Invalidations invalidations = Invalidations.leased(nanos::get);
    private final PublicDatasetCache leased =
            new PublicDatasetCache(Duration.ofSeconds(60), nanos::get, invalidations, Runnable::run);

    @Test
    void entryExpiresOneTtlAfterItsRequestWasSent() {
        Granted grant = grant();
        RequestTime requested = cache.now();
        nanos.addAndGet(4);
        cache.put(grant, requested);

        nanos.addAndGet(5);
        assertEquals(Optional.of(grant), cache.get(grant.datasetId()));
        nanos.addAndGet(1);
        assertEquals(Optional.empty(), cache.get(grant.datasetId()));
    }

    @Test
    void fullCacheStaysBoundedAndKeepsWhatIsUsedOften() {
        Granted used = grant();
        cache.put(used, cache.now());
        for (int i = 0; i < 2 * PublicDatasetCache.MAX_ENTRIES; i++) {
            cache.put(grant(), cache.now());
            assertEquals(Optional.of(used), cache.get(used.datasetId()));
        }

        assertEquals(PublicDatasetCache.MAX_ENTRIES, cache.size());
        assertEquals(PublicDatasetCache.MAX_ENTRIES, cache.records(), "an evicted entry leaves no record behind");
    }

    @Test
    void changedDatasetIsRemovedAndTheOthersStay() {
        Granted changed = put();
        Granted other = put();

        invalidations.changed(changed.datasetId());

        assertEquals(Optional.empty(), leased.get(changed.datasetId()));
        assertEquals(Optional.of(other), leased.get(other.datasetId()));
    }

    @Test
    void changedRecordRemovesAllItsDatasets() {
        Granted one = put();
        Granted sibling = put(grantOf(one.recordId()));
        Granted other = put();

        invalidations.changed(one.recordId());

        assertEquals(Optional.empty(), leased.get(one.datasetId()));
        assertEquals(Optional.empty(), leased.get(sibling.datasetId()));
        assertEquals(Optional.of(other), leased.get(other.datasetId()));
    }

    @Test
    void movedDatasetIsRemovedByItsNewRecordOnly() {
        Granted before = put();
        Granted moved = new Granted(
                before.datasetId(), UUID.randomUUID(), Optional.empty(), Optional.empty(), Content.Absent.NO_ASSET);
        put(moved);

        invalidations.changed(before.recordId());
        assertEquals(Optional.of(moved), leased.get(moved.datasetId()));
        invalidations.changed(moved.recordId());
        assertEquals(Optional.empty(), leased.get(moved.datasetId()));
    }

    @Test
    void evictionAlsoRemovesTheEntryFromTheIndexOfRecords() {
        Granted first = put();
        for (int i = 0; i < PublicDatasetCache.MAX_ENTRIES; i++) {
            put(grantOf(first.recordId()));
        }

        assertEquals(PublicDatasetCache.MAX_ENTRIES, leased.size());
        invalidations.changed(first.recordId());
        assertEquals(Optional.empty(), leased.get(first.datasetId()));
        assertEquals(0, leased.size());
    }

    @Test
    void changeOfEverythingClearsTheCache() {
        Granted grant = put();

        invalidations.everythingChanged();

        assertEquals(Optional.empty(), leased.get(grant.datasetId()));
    }

    @Test
    void missedInvalidationsClearTheCache() {
        Granted grant = put();

        for (int i = 0; i < Invalidations.CAPACITY; i++) {
            invalidations.changed(UUID.randomUUID());
        }

        assertEquals(Optional.empty(), leased.get(grant.datasetId()));
    }

    @Test
    void grantInvalidatedDuringItsQueryIsNotCached() {
        invalidations.renewLease(nanos.get());
        Granted dataset = grant();
        Granted record = grant();
        Granted other = grant();
        RequestTime requested = leased.now();
        assertTrue(leased.isFresh(requested));
        invalidations.changed(dataset.datasetId());
        invalidations.changed(record.recordId());
        leased.get(dataset.datasetId()); // reads the changes before the answers arrive

        leased.put(dataset, requested);
        leased.put(record, requested);
        leased.put(other, requested);

        assertFalse(leased.isFresh(requested));
        assertEquals(Optional.empty(), leased.get(dataset.datasetId()));
        assertEquals(Optional.empty(), leased.get(record.datasetId()));
        assertEquals(Optional.of(other), leased.get(other.datasetId()));
    }

    @Test
    void withoutALeaseNothingIsServedOrCached() {
        Granted before = put();

        nanos.addAndGet(Invalidations.LEASE_NANOS - 1);
        assertEquals(Optional.of(before), leased.get(before.datasetId()));
        nanos.addAndGet(1);
        assertEquals(Optional.empty(), leased.get(before.datasetId()));

        Granted during = grant();
        leased.put(during, leased.now());
        assertEquals(1, leased.size()); // the entry from before
        invalidations.renewLease(nanos.get());

        assertEquals(Optional.empty(), leased.get(during.datasetId()));
    }

    @Test
    void gapBetweenLeasesClearsTheCache() {
        Granted before = put();
        RequestTime requested = leased.now();
        Granted inFlight = grant();

        nanos.addAndGet(Invalidations.LEASE_NANOS);
        invalidations.renewLease(nanos.get());
        leased.put(inFlight, requested);

        assertEquals(Optional.empty(), leased.get(before.datasetId()));
        assertEquals(Optional.empty(), leased.get(inFlight.datasetId()));
    }

    @Test
    void endedLeaseCountsAsAGap() {
        Granted before = put();

        invalidations.endLease();
        assertEquals(Optional.empty(), leased.get(before.datasetId()));
        invalidations.renewLease(nanos.get());

        assertEquals(Optional.empty(), leased.get(before.datasetId()));
    }

    @Test
    void shorterLeaseDoesNotReplaceALongerOne() {
        Granted grant = put();

        invalidations.renewLease(nanos.get() - Invalidations.LEASE_NANOS / 2);
        nanos.addAndGet(Invalidations.LEASE_NANOS - 1);

        assertEquals(Optional.of(grant), leased.get(grant.datasetId()));
    }

    @Test
    void decisionInFlightIsSharedForTheShorterOfTtlAndLease() {
        RequestTime requested = cache.now();
        RequestTime ofLeased = leased.now();

        nanos.addAndGet(9);
        assertTrue(cache.isFresh(requested));
        nanos.addAndGet(1);
        assertFalse(cache.isFresh(requested));
        nanos.addAndGet(Invalidations.LEASE_NANOS - 11);
        assertTrue(leased.isFresh(ofLeased));
        nanos.addAndGet(1);
        assertFalse(leased.isFresh(ofLeased));
    }

    @Test
    void ttlOfZeroSwitchesTheCacheOff() {
        assertFalse(new PublicDatasetCache(Duration.ZERO, nanos::get, Invalidations.none(), Runnable::run).isOn());
    }

    private Granted put() {
        return put(grant());
    }

    private Granted put(Granted grant) {
        invalidations.renewLease(nanos.get());
        leased.get(grant.datasetId()); // every caller reads the cache before it queries
        leased.put(grant, leased.now());
        return grant;
    }

    private static Granted grant() {
        return grantOf(UUID.randomUUID());
    }

    private static Granted grantOf(UUID recordId) {
        return new Granted(UUID.randomUUID(), recordId, Optional.empty(), Optional.empty(), Content.Absent.NO_ASSET);
    }

    @Test
    void entriesOfATurnAreEvictedAtItsEnd() {
        List<Runnable> tasks = new ArrayList<>();
        PublicDatasetCache deferred =
                new PublicDatasetCache(Duration.ofSeconds(60), nanos::get, Invalidations.none(), tasks::add);
        for (int i = 0; i < PublicDatasetCache.MAX_ENTRIES + 100; i++) {
            deferred.put(grant(), deferred.now());
        }

        assertTrue(deferred.records() > PublicDatasetCache.MAX_ENTRIES);
        tasks.forEach(Runnable::run);

        assertEquals(PublicDatasetCache.MAX_ENTRIES, deferred.size());
        assertEquals(PublicDatasetCache.MAX_ENTRIES, deferred.records());
    }
}
