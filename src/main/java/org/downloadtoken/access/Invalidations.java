package org.downloadtoken.access;

import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Which datasets have changed, in the order in which the catalog told, and until when it is known that no change is missing.
 * One thread writes; every event loop reads at its own pace, without locks, and before each use of what it has cached: so
 * once {@link #heardUntil} returns, no loop serves what was told before.
 */
public final class Invalidations {
    static final int CAPACITY = 4_096;

    private final LongSupplier nanoTime;
    private final boolean always;
    private final AtomicReferenceArray<Optional<UUID>> changes = new AtomicReferenceArray<>(CAPACITY);
    private volatile long position;
    private volatile long currentUntil;

    private Invalidations(LongSupplier nanoTime, boolean always) {
        this.nanoTime = nanoTime;
        this.always = always;
        this.currentUntil = nanoTime.getAsLong();
    }

    /** For caches that rely on the age of their entries alone. */
    public static Invalidations none() {
        return new Invalidations(() -> 0, true);
    }

    /** For caches that may be used only while the catalog is heard; the clock is monotonic, in nanoseconds. */
    public static Invalidations heard(LongSupplier nanoTime) {
        return new Invalidations(nanoTime, false);
    }

    /** Whether every change that was committed until lately has been told; otherwise nothing cached may be used. */
    public boolean isCurrent() {
        return always || nanoTime.getAsLong() - currentUntil < 0;
    }

    /** How many changes have been told. */
    long position() {
        return position;
    }

    void changed(UUID datasetId) {
        add(Optional.of(datasetId));
    }

    void everythingChanged() {
        add(Optional.empty());
    }

    /** Until then, by the clock, it is known that no change is missing. */
    void heardUntil(long nanos) {
        currentUntil = nanos;
    }

    /** From now on it is not known. */
    void notHeard() {
        currentUntil = nanoTime.getAsLong();
    }

    /** Whether this dataset may have changed since a position. */
    boolean hasChanged(UUID datasetId, long since) {
        boolean[] changed = new boolean[1];
        read(since, id -> changed[0] |= id.equals(datasetId), () -> changed[0] = true);
        return changed[0];
    }

    /**
     * Tells the changes since a position.
     *
     * @return the position after them
     */
    long read(long since, Consumer<UUID> dataset, Runnable everything) {
        long end = position;
        if (end == since) {
            return end;
        }
        for (long at = Math.max(since, end - CAPACITY); at < end; at++) {
            Optional<UUID> change = changes.get((int) (at % CAPACITY));
            change.ifPresentOrElse(dataset, everything);
        }
        if (position - since >= CAPACITY) { // some were overwritten, perhaps while they were read
            everything.run();
        }
        return end;
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes
    private void add(Optional<UUID> change) {
        changes.set((int) (position % CAPACITY), change);
        position++;
    }
}
