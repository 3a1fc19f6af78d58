package org.downloadtoken.access.cluster;

/** The messages of one access node to the current subscription of this edge. Belongs to one event loop. */
final class NodeStream {
    private final AccessNode node;
    private final long start;
    private long next = 1;

    /**
     * A stream whose first message has arrived.
     *
     * @param start when that was, in nanoseconds
     */
    NodeStream(AccessNode node, long start) {
        this.node = node;
        this.start = start;
    }

    AccessNode node() {
        return node;
    }

    /** Every change that was committed after this moment arrives in this stream. */
    long start() {
        return start;
    }

    /** Whether a message is the next one. */
    boolean follows(long sequence) {
        if (sequence != next) {
            return false;
        }
        next++;
        return true;
    }
}
