package org.downloadtoken.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.downloadtoken.access.invalidation.Invalidations;
import org.downloadtoken.access.policy.AccessDecision.Granted;
import org.jspecify.annotations.Nullable;

/**
 * Caches grants of anonymous callers, which are the grants of public and published datasets. Refusals and grants of users
 * are never cached. Bounded. One instance per event loop. An entry is used only while the lease of {@link
 * Invalidations} lasts.
 */
public final class PublicDatasetCache {
    static final int MAX_ENTRIES = 10_000;

    /**
     * The moment at which an access request is sent.
     *
     * @param nanos on the monotonic clock
     * @param position the number of invalidations received before
     */
    record RequestTime(long nanos, long position) {}

    private record Entry(Granted grant, RequestTime requested) {}

    private final Cache<UUID, Entry> entries;

    private final DatasetsOfRecords records = new DatasetsOfRecords();

    private final long ttlNanos;
    private final LongSupplier nanoTime;
    private final Invalidations invalidations;
    private long position;

    /**
     * Creates a cache whose entries live until an invalidation, and for the TTL at most. A TTL of zero switches the cache off.
     *
     * @param nanoTime the monotonic clock of the invalidations, in nanoseconds
     * @param endOfTurn runs a task after the current turn of the event loop. Until then, the entries of one turn may exceed the
     *     bound: they are evicted together.
     */
    public PublicDatasetCache(Duration ttl, LongSupplier nanoTime, Invalidations invalidations, Executor endOfTurn) {
        this.entries = Caffeine.newBuilder()
                .maximumSize(MAX_ENTRIES)
                .executor(endOfTurn)
                .evictionListener((@Nullable UUID id, @Nullable Entry evicted, RemovalCause cause) ->
                        unlink(Objects.requireNonNull(evicted)))
                .build();
        this.ttlNanos = ttl.toNanos();
        this.nanoTime = nanoTime;
        this.invalidations = invalidations;
        this.position = invalidations.position();
    }

    boolean isOn() {
        return ttlNanos > 0;
    }

    /** The current moment, which the caller passes to {@link #put} with the decision. */
    RequestTime now() {
        return new RequestTime(nanoTime.getAsLong(), invalidations.position());
    }

    /**
     * Whether a request that arrives now may share the decision on a request in flight. The record of the dataset is unknown
     * until that decision arrives, so any invalidation after the request was sent ends the sharing.
     */
    boolean isFresh(RequestTime requested) {
        return nanoTime.getAsLong() - requested.nanos() < Math.min(ttlNanos, Invalidations.LEASE_NANOS)
                && requested.position() == invalidations.position();
    }

    Optional<Granted> get(UUID datasetId) {
        long now = nanoTime.getAsLong();
        if (!invalidations.isCurrentAt(now)) {
            return Optional.empty();
        }
        position = invalidations.read(position, this::invalidate, this::clear);
        Entry entry = entries.getIfPresent(datasetId);
        if (entry == null) {
            return Optional.empty();
        }
        if (now - entry.requested().nanos() >= ttlNanos) {
            remove(datasetId);
            return Optional.empty();
        }
        return Optional.of(entry.grant());
    }

    long size() {
        return entries.estimatedSize();
    }

    /** The number of records with cached datasets. */
    int records() {
        return records.size();
    }

    boolean remove(UUID datasetId) {
        Entry removed = entries.asMap().remove(datasetId);
        if (removed == null) {
            return false;
        }
        unlink(removed);
        return true;
    }

    /**
     * Caches a grant. Its age counts from the sending of its request, since the decision may be as old as that. A grant that
     * may have been invalidated since then is not cached.
     */
    void put(Granted grant, RequestTime requested) {
        if (!invalidations.isCurrent()
                || invalidations.hasChanged(grant.datasetId(), grant.recordId(), requested.position())) {
            return;
        }
        records.add(grant.recordId(), grant.datasetId()); // before the entry, which may be evicted at once
        Entry replaced = entries.asMap().put(grant.datasetId(), new Entry(grant, requested));
        if (replaced != null && !replaced.grant().recordId().equals(grant.recordId())) {
            unlink(replaced); // the dataset has moved to another record
        }
    }

    private void invalidate(UUID id) {
        remove(id);
        entries.invalidateAll(records.remove(id));
    }

    private void unlink(Entry removed) {
        records.remove(removed.grant().recordId(), removed.grant().datasetId());
    }

    private void clear() {
        entries.invalidateAll();
        records.clear();
    }
}
