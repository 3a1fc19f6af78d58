package org.downloadtoken.access;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongSupplier;
import org.downloadtoken.access.AccessAnswer.Granted;

/**
 * The datasets that anonymous callers were lately granted, since those are public and published. One instance an event
 * loop, so without locks; bounded, the least recently used goes first. Refusals and grants to users never come here.
 */
public final class PublicDatasetCache {
    static final int MAX_ENTRIES = 10_000;

    private record Remembered(Granted grant, long askedAt) {}

    private final Map<UUID, Remembered> entries = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, Remembered> eldest) {
            return size() > MAX_ENTRIES;
        }
    };
    private final long ttlNanos;
    private final LongSupplier nanoTime;

    /** A cache whose entries live for the TTL; with a TTL of zero it is off. The clock is monotonic, in nanoseconds. */
    public PublicDatasetCache(Duration ttl, LongSupplier nanoTime) {
        this.ttlNanos = ttl.toNanos();
        this.nanoTime = nanoTime;
    }

    boolean isOn() {
        return ttlNanos > 0;
    }

    long now() {
        return nanoTime.getAsLong();
    }

    Optional<Granted> get(UUID datasetId) {
        Remembered entry = entries.get(datasetId);
        if (entry == null) {
            return Optional.empty();
        }
        if (now() - entry.askedAt() >= ttlNanos) {
            entries.remove(datasetId);
            return Optional.empty();
        }
        return Optional.of(entry.grant());
    }

    boolean remove(UUID datasetId) {
        return entries.remove(datasetId) != null;
    }

    /** Remembers a grant; its age counts from when its question was sent, for the answer may be as old as that. */
    void put(Granted grant, long askedAt) {
        entries.put(grant.datasetId(), new Remembered(grant, askedAt));
    }
}
