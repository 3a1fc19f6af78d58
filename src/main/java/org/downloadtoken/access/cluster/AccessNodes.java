package org.downloadtoken.access.cluster;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The access nodes that answer. The lease client replaces the list; every event loop reads it. */
public final class AccessNodes {
    private static final Comparator<AccessNode> PREFERENCE = Comparator.comparing(AccessNode::isDraining)
            .thenComparing(node -> !node.isLocal())
            .thenComparingInt(node -> node.inFlight().get());

    private volatile List<AccessNode> nodes = List.of();

    void replace(Collection<AccessNode> found) {
        nodes = List.copyOf(found);
    }

    /** Whether an access node can decide access requests. */
    public boolean areHealthy() {
        return healthy() > 0;
    }

    /** The number of nodes that can decide access requests. */
    public int healthy() {
        return (int) nodes.stream().filter(AccessNode::isHealthy).count();
    }

    /** Whether a node answers lease requests, whatever the state of its catalog. */
    boolean areReachable() {
        return nodes.stream().anyMatch(node -> !node.isSilent());
    }

    /** Whether a node that answers lease requests can grant leases. */
    boolean areNotified() {
        return nodes.stream().anyMatch(node -> !node.isSilent() && node.isNotified());
    }

    /**
     * The node of this process if it is healthy, else the healthy one with the fewest messages in flight. A node that drains is the
     * last choice.
     */
    Optional<AccessNode> choose() {
        return choose(Optional.empty());
    }

    /** The same, but another node than this one. */
    Optional<AccessNode> chooseInsteadOf(AccessNode lost) {
        return choose(Optional.of(lost));
    }

    private Optional<AccessNode> choose(Optional<AccessNode> excluded) {
        return nodes.stream()
                .filter(node ->
                        node.isHealthy() && excluded.filter(node::equals).isEmpty())
                .min(PREFERENCE);
    }
}
