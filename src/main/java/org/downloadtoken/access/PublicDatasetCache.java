package org.downloadtoken.access;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.downloadtoken.access.AccessAnswer.Granted;

/**
 * The datasets that anonymous callers were lately granted, since those are public and published. One instance an event
 * loop, so without locks; bounded, the least recently used goes first. Refusals and grants to users never come here.
 */
public final class PublicDatasetCache {
    static final int MAX_ENTRIES = 10_000;

    /** An answer that is older than this is shared with nobody who asks later. */
    private static final long MAX_SHARED_NANOS = TimeUnit.MILLISECONDS.toNanos(450);

    /** When a question was asked, and how many invalidations had been told by then. */
    record Asked(long at, long position) {}

    private record Remembered(Granted grant, Asked asked) {}

    private final Map<UUID, Remembered> entries = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, Remembered> eldest) {
            return size() > MAX_ENTRIES;
        }
    };
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

    /** The time and place at which a question is asked, to be told with its answer. */
    Asked asked() {
        return new Asked(nanoTime.getAsLong(), invalidations.position());
    }

    /** Whether an answer to this question is still as good as a new one would be, by what is known here. */
    boolean isFresh(UUID datasetId, Asked asked) {
        return age(asked) < Math.min(ttlNanos, MAX_SHARED_NANOS)
                && !invalidations.hasChanged(datasetId, asked.position());
    }

    Optional<Granted> get(UUID datasetId) {
        if (!invalidations.isCurrent()) {
            return Optional.empty();
        }
        position = invalidations.read(position, entries::remove, entries::clear);
        Remembered entry = entries.get(datasetId);
        if (entry == null) {
            return Optional.empty();
        }
        if (age(entry.asked()) >= ttlNanos) {
            entries.remove(datasetId);
            return Optional.empty();
        }
        return Optional.of(entry.grant());
    }

    boolean remove(UUID datasetId) {
        return entries.remove(datasetId) != null;
    }

    /**
     * Remembers a grant; its age counts from when its question was asked, for the answer may be as old as that. One that was
     * invalidated since then, or may have been, is not remembered.
     */
    void put(Granted grant, Asked asked) {
        if (invalidations.isCurrent() && !invalidations.hasChanged(grant.datasetId(), asked.position())) {
            entries.put(grant.datasetId(), new Remembered(grant, asked));
        }
    }

    private long age(Asked asked) {
        return nanoTime.getAsLong() - asked.at();
    }
}
