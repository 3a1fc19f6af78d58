package org.downloadtoken.access.cluster;

import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.downloadtoken.access.wire.NodeMessage.Condition;
import org.downloadtoken.access.wire.NodeMessage.State;

/**
 * An access node, as this edge knows it. The lease client's event loop writes. Every event loop reads, and counts the messages in
 * flight.
 */
final class AccessNode {
    /** A node that has left this many lease requests unanswered is silent: 400 ms. */
    private static final int SILENT = 4;

    /** A node that has been silent for this many lease requests is forgotten: 5 s. */
    private static final int FORGOTTEN = 50;

    private final UUID id;
    private final boolean local;
    private final int version;
    private final AtomicInteger inFlight = new AtomicInteger();
    private volatile Condition condition = Condition.CATALOG_DOWN;
    private volatile boolean notified;
    private volatile boolean silent;
    private long answered;

    /**
     * Creates a node. Its first state follows.
     *
     * @param local whether it belongs to this process
     * @param version the version of its messages
     */
    AccessNode(UUID id, boolean local, int version) {
        this.id = id;
        this.local = local;
        this.version = version;
    }

    UUID id() {
        return id;
    }

    boolean isLocal() {
        return local;
    }

    int version() {
        return version;
    }

    AtomicInteger inFlight() {
        return inFlight;
    }

    boolean isSilent() {
        return silent;
    }

    /** Whether it receives the changes of the catalog, so that it can grant leases. */
    boolean isNotified() {
        return notified;
    }

    /** Whether it answers access requests, which it also does while it drains. */
    boolean isHealthy() {
        return !silent && condition != Condition.CATALOG_DOWN;
    }

    boolean isDraining() {
        return condition == Condition.DRAINING;
    }

    void update(State state) {
        answered = Math.max(answered, state.number());
        condition = state.condition();
        notified = state.notified();
    }

    /**
     * Compares the latest answer with the latest request. Counts requests instead of time, since after a pause of this process
     * every node would look silent.
     */
    void check(long requested) {
        silent = requested - answered >= SILENT;
    }

    boolean isForgotten(long requested) {
        return requested - answered >= FORGOTTEN;
    }
}
