package org.downloadtoken.access;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongSupplier;
import org.downloadtoken.access.invalidation.Invalidations;
import org.downloadtoken.access.policy.AccessDecision.Granted;

/**
 * The datasets that anonymous callers were lately granted, since those are public and published. One instance an event
 * loop, so without locks; bounded, the least recently used goes first. Refusals and grants to users never come here.
 */
public final class PublicDatasetCache {
    static final int MAX_ENTRIES = 10_000;

    /** When a question was asked, and how many invalidations had been received by then. */
    record Asked(long at, long position) {}

    private record Remembered(Granted grant, Asked asked) {}

    private final LinkedHashMap<UUID, Remembered> entries = new LinkedHashMap<>(16, 0.75f, true);

    /** The ids of the cached datasets of each record, since a notification may name either. */
    private final Map<UUID, Set<UUID>> datasetsOfRecord = new HashMap<>();

    private final long ttlNanos;
    private final LongSupplier nanoTime;
    private final Invalidations invalidations;
    private long position;

    /**
     * A cache whose entries live for the TTL at most, and until an invalidation; with a TTL of zero it is off. The clock is
     * monotonic, in nanoseconds.
     */
    public PublicDatasetCache(Duration ttl, LongSupplier nanoTime, Invalidations invalidations) {
        this.ttlNanos = ttl.toNanos();
        this.nanoTime = nanoTime;
        this.invalidations = invalidations;
        this.position = invalidations.position();
    }

    boolean isOn() {
        return ttlNanos > 0;
    }

    /** The time and position at which a question is asked, to be given back with its answer. */
    Asked asked() {
        return new Asked(nanoTime.getAsLong(), invalidations.position());
    }

    /**
     * Whether the answer to a question that is under way may be given to who asks now. Its record is not known yet, so any
     * invalidation since counts.
     */
    boolean isFresh(Asked asked) {
        return age(asked) < Math.min(ttlNanos, Invalidations.LEASE_NANOS)
                && asked.position() == invalidations.position();
    }

    Optional<Granted> get(UUID datasetId) {
        if (!invalidations.isCurrent()) {
            return Optional.empty();
        }
        position = invalidations.read(position, this::invalidate, this::clear);
        Remembered entry = entries.get(datasetId);
        if (entry == null) {
            return Optional.empty();
        }
        if (age(entry.asked()) >= ttlNanos) {
            remove(datasetId);
            return Optional.empty();
        }
        return Optional.of(entry.grant());
    }

    int size() {
        return entries.size();
    }

    boolean remove(UUID datasetId) {
        Remembered removed = entries.remove(datasetId);
        if (removed == null) {
            return false;
        }
        datasetsOfRecord.computeIfPresent(removed.grant().recordId(), (recordId, datasets) -> {
            datasets.remove(datasetId);
            return datasets.isEmpty() ? null : datasets;
        });
        return true;
    }

    /**
     * Remembers a grant; its age counts from when its question was asked, for the answer may be as old as that. One that was
     * invalidated since then, or may have been, is not remembered.
     */
    void put(Granted grant, Asked asked) {
        if (!invalidations.isCurrent()
                || invalidations.hasChanged(grant.datasetId(), grant.recordId(), asked.position())) {
            return;
        }
        remove(grant.datasetId()); // it may have been of another record
        entries.put(grant.datasetId(), new Remembered(grant, asked));
        datasetsOfRecord
                .computeIfAbsent(grant.recordId(), recordId -> new HashSet<>(2))
                .add(grant.datasetId());
        if (entries.size() > MAX_ENTRIES) {
            remove(entries.keySet().iterator().next());
        }
    }

    private void invalidate(UUID id) {
        remove(id);
        Set<UUID> ofRecord = datasetsOfRecord.remove(id);
        if (ofRecord != null) {
            entries.keySet().removeAll(ofRecord);
        }
    }

    private void clear() {
        entries.clear();
        datasetsOfRecord.clear();
    }

    private long age(Asked asked) {
        return nanoTime.getAsLong() - asked.at();
    }
}
