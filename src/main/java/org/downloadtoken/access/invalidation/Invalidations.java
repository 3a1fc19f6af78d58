package org.downloadtoken.access.invalidation;

import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * The ids of changed datasets and records in the order of the commits, and a lease. While the lease lasts, no notification can
 * be missing. One thread writes. Every event loop reads new changes before it uses its cache, without locks.
 */
public final class Invalidations {
    /**
     * How long a lease lasts after its heartbeat was sent, and how long concurrent requests may share a decision in flight.
     * It is shorter than half a second, because every instance must refuse a hidden dataset within that time.
     */
    public static final long LEASE_NANOS = TimeUnit.MILLISECONDS.toNanos(450);

    static final long HEARTBEAT_INTERVAL_MS = 100;

    /**
     * If heartbeats take longer than this to return, the lease ends before the next one renews it. 50 ms are reserved for
     * late timers.
     */
    static final long MAX_ROUND_TRIP_MS = TimeUnit.NANOSECONDS.toMillis(LEASE_NANOS) - HEARTBEAT_INTERVAL_MS - 50;

    /** How many changes are kept. A reader that is further behind drops everything. */
    public static final int CAPACITY = 4_096;

    /** Is told what happens, on the thread that writes. */
    public interface Listener {
        Listener NONE = new Listener() {
            @Override
            public void changed() {}

            @Override
            public void renewed(long heartbeatSentAt) {}
        };

        /** There is a new change. */
        void changed();

        /** A heartbeat has returned: the changes that were committed before it was sent have been added. */
        void renewed(long heartbeatSentAt);
    }

    private final LongSupplier nanoTime;
    private final boolean always;
    private final AtomicReferenceArray<Optional<UUID>> changes = new AtomicReferenceArray<>(CAPACITY);
    private volatile long position;
    private volatile long leaseUntil;
    private Listener listener = Listener.NONE;

    private Invalidations(LongSupplier nanoTime, boolean always) {
        this.nanoTime = nanoTime;
        this.always = always;
        this.leaseUntil = nanoTime.getAsLong();
    }

    /** For caches that rely only on the age of their entries. */
    public static Invalidations none() {
        return new Invalidations(() -> 0, true);
    }

    /**
     * For caches that may be used only under a lease.
     *
     * @param nanoTime a monotonic clock, in nanoseconds
     */
    public static Invalidations leased(LongSupplier nanoTime) {
        return new Invalidations(nanoTime, false);
    }

    /** Sets the only listener. Called on the thread that writes, before it does. */
    public void listen(Listener only) {
        listener = only;
    }

    /** True while a lease lasts. Without a lease, no cached value may be used. */
    public boolean isCurrent() {
        return isCurrentAt(nanoTime.getAsLong());
    }

    /** The same for a caller that has read the monotonic clock. */
    public boolean isCurrentAt(long now) {
        return always || now - leaseUntil < 0;
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
     * Extends the lease. A heartbeat that was sent before the one that set the current end does not shorten the lease. After
     * a gap between two leases, everything counts as changed, since notifications may be missing.
     *
     * @param sentAt when the heartbeat was sent, on the monotonic clock, in nanoseconds
     */
    public void renewLease(long sentAt) {
        if (!isCurrent()) {
            everythingChanged();
        }
        long until = sentAt + LEASE_NANOS;
        if (until - leaseUntil > 0) {
            leaseUntil = until;
        }
        listener.renewed(sentAt);
    }

    /** Ends the lease now. */
    public void endLease() {
        if (isCurrent()) {
            leaseUntil = nanoTime.getAsLong();
        }
    }

    /** True if one of these ids, or everything, has changed since a position. */
    public boolean hasChanged(UUID datasetId, UUID recordId, long since) {
        boolean[] changed = new boolean[1];
        read(since, id -> changed[0] |= id.equals(datasetId) || id.equals(recordId), () -> changed[0] = true);
        return changed[0];
    }

    /**
     * Passes the changes since a position to the consumers.
     *
     * @return the position after the last change
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
        if (position - since >= CAPACITY) { // some changes were overwritten before or during the loop
            everything.run();
        }
        return end;
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes
    private void add(Optional<UUID> change) {
        changes.set((int) (position % CAPACITY), change);
        position++;
        listener.changed();
    }
}
