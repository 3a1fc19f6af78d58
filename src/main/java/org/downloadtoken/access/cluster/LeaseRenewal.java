package org.downloadtoken.access.cluster;

import java.util.function.LongSupplier;
import org.downloadtoken.access.invalidation.Invalidations;

/**
 * Renews the lease of an edge by the grants of several access nodes. A grant proves that every change that was committed before its
 * request was sent has arrived, but only as far back as the stream of its access node goes. So a stream may take over from another
 * one only if the two leave no gap, and without a gap the cache stays. Belongs to one event loop.
 */
final class LeaseRenewal {
    /** A lease lasts for less than this number of intervals between the requests. */
    private static final int REMEMBERED = 8;

    private final Invalidations invalidations;
    private final LongSupplier nanoTime;
    private final long[] sentAt = new long[REMEMBERED];
    private long latest;
    private long completeUntil;

    LeaseRenewal(Invalidations invalidations, LongSupplier nanoTime) {
        this.invalidations = invalidations;
        this.nanoTime = nanoTime;
        this.completeUntil = nanoTime.getAsLong();
    }

    /** Numbers a lease request that is sent now. */
    long next() {
        latest++;
        sentAt[(int) (latest % REMEMBERED)] = nanoTime.getAsLong();
        return latest;
    }

    /** The number of the latest request. */
    long latest() {
        return latest;
    }

    /**
     * Renews the lease from the sending of the request. A late grant can therefore not renew it.
     *
     * @param streamStart when the stream of the access node began, in nanoseconds
     * @return whether the grant was used
     */
    boolean grant(long number, long streamStart) {
        if (number > latest || latest - number >= REMEMBERED) {
            return false;
        }
        if (completeUntil - streamStart < 0) { // changes may be missing between the other streams and this one
            if (invalidations.isCurrent()) {
                return false; // a later grant to another stream closes the gap
            }
            invalidations.everythingChanged();
            completeUntil = streamStart;
        }
        long sent = sentAt[(int) (number % REMEMBERED)];
        if (sent - completeUntil > 0) {
            completeUntil = sent;
        }
        invalidations.renewLease(sent);
        return true;
    }
}
