package org.downloadtoken.access.invalidation;

import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * The ids that the catalog has notified as changed, in the order of the commits, and the lease: the time until which no
 * notification can be missing. A changed id is that of a dataset or of a record. One thread writes; every event loop reads
 * at its own pace, without locks, and before each use of what it has cached.
 */
public final class Invalidations {
    /**
     * The length of a lease, and the greatest age of a pending answer that is shared. It is below the promised bound of half
     * a second.
     */
    public static final long LEASE_NANOS = TimeUnit.MILLISECONDS.toNanos(450);

    public static final int CAPACITY = 4_096;

    private final LongSupplier nanoTime;
    private final boolean always;
    private final AtomicReferenceArray<Optional<UUID>> changes = new AtomicReferenceArray<>(CAPACITY);
    private volatile long position;
    private volatile long leaseUntil;

    private Invalidations(LongSupplier nanoTime, boolean always) {
        this.nanoTime = nanoTime;
        this.always = always;
        this.leaseUntil = nanoTime.getAsLong();
    }

    /** For caches that rely on the age of their entries alone. */
    public static Invalidations none() {
        return new Invalidations(() -> 0, true);
    }

    /** For caches that may be used only under a lease; the clock is monotonic, in nanoseconds. */
    public static Invalidations leased(LongSupplier nanoTime) {
        return new Invalidations(nanoTime, false);
    }

    /** Whether a lease is running; without one nothing cached may be used. */
    public boolean isCurrent() {
        return always || nanoTime.getAsLong() - leaseUntil < 0;
    }

    /** The number of changes so far. */
    public long position() {
        return position;
    }

    /** Adds the id of a dataset or record that has changed. */
    public void changed(UUID id) {
        add(Optional.of(id));
    }

    public void everythingChanged() {
        add(Optional.empty());
    }

    /**
     * Extends the lease, which runs from a time of the clock; a shorter lease than the present one changes nothing. After a
     * gap between two leases everything counts as changed: nothing cached outlives an interruption, whatever its cause.
     */
    public void renewLease(long fromNanos) {
        if (!isCurrent()) {
            everythingChanged();
        }
        long until = fromNanos + LEASE_NANOS;
        if (until - leaseUntil > 0) {
            leaseUntil = until;
        }
    }

    /** Ends the lease now. */
    public void endLease() {
        if (isCurrent()) {
            leaseUntil = nanoTime.getAsLong();
        }
    }

    /** Whether one of these ids, or everything, has changed since a position. */
    public boolean hasChanged(UUID datasetId, UUID recordId, long since) {
        boolean[] changed = new boolean[1];
        read(since, id -> changed[0] |= id.equals(datasetId) || id.equals(recordId), () -> changed[0] = true);
        return changed[0];
    }

    /**
     * Passes on the changes since a position.
     *
     * @return the position after them
     */
    public long read(long since, Consumer<UUID> changed, Runnable everything) {
        long end = position;
        if (end == since) {
            return end;
        }
        for (long at = Math.max(since, end - CAPACITY); at < end; at++) {
            Optional<UUID> change = changes.get((int) (at % CAPACITY));
            change.ifPresentOrElse(changed, everything);
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
