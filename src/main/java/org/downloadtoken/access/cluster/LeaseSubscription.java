package org.downloadtoken.access.cluster;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongSupplier;
import org.downloadtoken.access.invalidation.Invalidations;
import org.downloadtoken.access.wire.LeaseRequest;
import org.downloadtoken.access.wire.NodeMessage;
import org.downloadtoken.access.wire.NodeMessage.Changes;
import org.downloadtoken.access.wire.NodeMessage.LeaseGrant;
import org.downloadtoken.access.wire.NodeMessage.State;
import org.downloadtoken.access.wire.WireVersions;

/**
 * The subscription of an edge to all access nodes: numbers the lease requests, checks that no message of a node is missing, and passes
 * on the changes, the lease and the states. Belongs to one event loop.
 */
final class LeaseSubscription {
    /** The most access nodes that an edge uses. */
    static final int MAX_NODES = 100;

    private final UUID edge;
    private final WireVersions versions;
    private final Optional<UUID> localNode;
    private final AccessNodes nodes;
    private final Invalidations invalidations;
    private final LeaseRenewal lease;
    private final LongSupplier nanoTime;
    private final Map<UUID, AccessNode> known = new HashMap<>();
    private final Map<UUID, NodeStream> streams = new HashMap<>();
    private UUID subscription = UUID.randomUUID();

    /**
     * Creates the subscription.
     *
     * @param localNode the access node of this process, if it has one
     * @param nodes receives the access nodes that answer
     * @param invalidations receives the changes and the lease
     * @param nanoTime the monotonic clock of the invalidations, in nanoseconds
     */
    LeaseSubscription(
            UUID edge,
            WireVersions versions,
            Optional<UUID> localNode,
            AccessNodes nodes,
            Invalidations invalidations,
            LongSupplier nanoTime) {
        this.edge = edge;
        this.versions = versions;
        this.localNode = localNode;
        this.nodes = nodes;
        this.invalidations = invalidations;
        this.lease = new LeaseRenewal(invalidations, nanoTime);
        this.nanoTime = nanoTime;
    }

    /** The next lease request, which the caller sends now. Nodes that have not answered the previous ones count as silent. */
    LeaseRequest request() {
        long number = lease.next();
        known.values().forEach(node -> node.check(number));
        if (known.values().removeIf(node -> node.isForgotten(number))) {
            streams.keySet().retainAll(known.keySet());
            nodes.replace(known.values());
        }
        return new LeaseRequest(edge, subscription, number, versions);
    }

    /** Processes a message. Returns false if a message before it is missing: then the lease has ended. */
    boolean receive(NodeMessage message) {
        if (!message.subscription().equals(subscription)) {
            return true; // of a stream before a gap
        }
        if (!known.containsKey(message.node()) && known.size() >= MAX_NODES) {
            return true; // this edge does not use the node, so it misses nothing
        }
        NodeStream stream = streams.get(message.node());
        if (stream == null ? message.sequence() != 0 : !stream.follows(message.sequence())) {
            gap();
            return false;
        }
        if (stream == null) {
            begin(message);
        } else {
            handle(message, stream);
        }
        return true;
    }

    /** A message is missing, and with it perhaps a change: ends the lease, and begins every stream again. */
    void gap() {
        invalidations.endLease();
        streams.clear();
        subscription = UUID.randomUUID();
    }

    private void begin(NodeMessage message) {
        if (message.content() instanceof State state) {
            versions.common(state.versions()).ifPresent(version -> {
                AccessNode node = known.computeIfAbsent(message.node(), id -> node(id, version));
                NodeStream stream = new NodeStream(node, nanoTime.getAsLong());
                streams.put(message.node(), stream);
                handle(message, stream);
                nodes.replace(known.values());
            });
        }
    }

    private AccessNode node(UUID id, int version) {
        return new AccessNode(id, localNode.filter(id::equals).isPresent(), version);
    }

    private void handle(NodeMessage message, NodeStream stream) {
        if (message.content() instanceof State state) {
            stream.node().update(state);
            stream.node().check(lease.latest());
        } else if (message.content() instanceof Changes changes) {
            changes.ids().forEach(id -> id.ifPresentOrElse(invalidations::changed, invalidations::everythingChanged));
        } else {
            lease.grant(((LeaseGrant) message.content()).number(), stream.start());
        }
    }
}
