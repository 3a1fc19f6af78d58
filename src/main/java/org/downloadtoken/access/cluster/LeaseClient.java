package org.downloadtoken.access.cluster;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.eventbus.Message;
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
import org.downloadtoken.log.RateLimitedLog;
import org.downloadtoken.metrics.ClusterMetrics;
import org.slf4j.LoggerFactory;

/**
 * The connection of an edge to the access nodes: requests a lease every 100 ms from all of them, learns from the answers which of
 * them work, and receives the changes of the catalog.
 */
public final class LeaseClient extends VerticleBase {
    static final long INTERVAL_MS = 100;

    private static final int MAX_NODES = 100;
    private static final RateLimitedLog LOG =
            new RateLimitedLog(LoggerFactory.getLogger(LeaseClient.class), System::nanoTime);

    private final UUID edge = UUID.randomUUID();
    private final WireVersions versions;
    private final Optional<UUID> localNode;
    private final AccessNodes nodes;
    private final Invalidations invalidations;
    private final LeaseRenewal lease;
    private final AccessNodeLog nodeLog;
    private final ClusterMetrics metrics;
    private final LongSupplier nanoTime;
    private final Map<UUID, AccessNode> known = new HashMap<>();
    private final Map<UUID, NodeStream> streams = new HashMap<>();
    private UUID subscription = UUID.randomUUID();
    private ClusterBus bus;

    /**
     * Creates the client of an edge.
     *
     * @param localNode the access node of this process, if it has one
     * @param nodes receives the access nodes that answer
     * @param invalidations receives the changes and the lease
     * @param nanoTime the monotonic clock of the invalidations, in nanoseconds
     */
    @SuppressWarnings("NullAway.Init") // start() sets the fields before any other method runs
    public LeaseClient(
            WireVersions versions,
            Optional<UUID> localNode,
            AccessNodes nodes,
            Invalidations invalidations,
            ClusterMetrics metrics,
            LongSupplier nanoTime) {
        this.versions = versions;
        this.localNode = localNode;
        this.nodes = nodes;
        this.invalidations = invalidations;
        this.lease = new LeaseRenewal(invalidations, nanoTime);
        this.nodeLog = new AccessNodeLog(nodes, invalidations, nanoTime);
        this.metrics = metrics;
        this.nanoTime = nanoTime;
    }

    @Override
    public Future<?> start() {
        bus = new ClusterBus(vertx.eventBus());
        return bus.receiveNodeMessages(edge, this::receive).onSuccess(registered -> {
            request();
            vertx.setPeriodic(INTERVAL_MS, elapsed -> request());
        });
    }

    private void request() {
        bus.publish(new LeaseRequest(edge, subscription, lease.next(), versions));
        known.values().forEach(node -> node.check(lease.latest()));
        if (known.values().removeIf(node -> node.isForgotten(lease.latest()))) {
            streams.keySet().retainAll(known.keySet());
            nodes.replace(known.values());
        }
        nodeLog.update();
    }

    private void receive(Message<NodeMessage> received) {
        NodeMessage message;
        try {
            message = received.body(); // decodes the message of another process
        } catch (RuntimeException e) {
            LOG.warn("node message", "A message of an access node cannot be read: " + e.getMessage());
            gap();
            return;
        }
        if (!message.subscription().equals(subscription)) {
            return; // of a stream before a gap
        }
        NodeStream stream = streams.get(message.node());
        if (stream == null) {
            begin(message);
        } else if (stream.follows(message.sequence())) {
            handle(message, stream);
        } else {
            gap();
        }
    }

    private void begin(NodeMessage message) {
        if (message.sequence() != 0) {
            gap(); // the node was forgotten, or its first message is lost
        } else if (message.content() instanceof State state && known.size() < MAX_NODES) {
            versions.common(state.versions()).ifPresent(version -> {
                AccessNode node = known.computeIfAbsent(message.node(), id -> node(id, version));
                NodeStream stream = new NodeStream(node, nanoTime.getAsLong());
                streams.put(message.node(), stream);
                nodes.replace(known.values());
                handle(message, stream);
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
            nodeLog.notified(state.notified());
        } else if (message.content() instanceof Changes changes) {
            changes.ids().forEach(id -> id.ifPresentOrElse(invalidations::changed, invalidations::everythingChanged));
        } else {
            lease.grant(((LeaseGrant) message.content()).number(), stream.start());
        }
    }

    /** A message is missing, and with it perhaps a change: ends the lease, and begins every stream again. */
    private void gap() {
        metrics.gap();
        lease.gap();
        streams.clear();
        subscription = UUID.randomUUID();
    }
}
