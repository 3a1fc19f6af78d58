package org.downloadtoken.access.cluster;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.eventbus.Message;
import java.util.Optional;
import java.util.UUID;
import org.downloadtoken.access.invalidation.Invalidations;
import org.downloadtoken.access.wire.MalformedMessageException;
import org.downloadtoken.access.wire.NodeMessage;
import org.downloadtoken.access.wire.WireVersions;
import org.downloadtoken.log.RateLimitedLog;
import org.downloadtoken.metrics.ClusterMetrics;
import org.slf4j.LoggerFactory;

/** Connects an edge to the access nodes: every 100 ms it requests a lease from all of them, and receives their messages. */
public final class LeaseClient extends VerticleBase {
    static final long INTERVAL_MS = 100;

    private static final RateLimitedLog LOG =
            new RateLimitedLog(LoggerFactory.getLogger(LeaseClient.class), System::nanoTime);

    private final UUID edge = UUID.randomUUID();
    private final LeaseSubscription subscription;
    private final AccessNodeLog nodeLog;
    private final ClusterMetrics metrics;
    private final AccessNodes nodes;
    private final Promise<Void> answered = Promise.promise();

    /**
     * Creates the client of an edge.
     *
     * @param localNode the access node of this process, if it has one
     * @param nodes receives the access nodes that answer
     * @param invalidations receives the changes and the lease
     */
    public LeaseClient(
            WireVersions versions,
            Optional<UUID> localNode,
            AccessNodes nodes,
            Invalidations invalidations,
            ClusterMetrics metrics) {
        this.subscription = new LeaseSubscription(edge, versions, localNode, nodes, invalidations, System::nanoTime);
        this.nodeLog = new AccessNodeLog(nodes, invalidations, System::nanoTime);
        this.metrics = metrics;
        this.nodes = nodes;
    }

    /** Succeeds once an access node answers, so that the service opens its port only then. */
    @Override
    public Future<?> start() {
        ClusterBus bus = new ClusterBus(vertx.eventBus());
        return bus.receiveNodeMessages(edge, this::receive).compose(registered -> {
            request(bus);
            vertx.setPeriodic(INTERVAL_MS, elapsed -> request(bus));
            return answered.future();
        });
    }

    private void request(ClusterBus bus) {
        bus.publish(subscription.request());
        nodeLog.update();
        if (nodes.areHealthy()) {
            answered.tryComplete();
        }
    }

    private void receive(Message<NodeMessage> message) {
        try {
            if (!subscription.receive(message.body())) { // decodes the message of another process
                metrics.gap();
            }
        } catch (MalformedMessageException e) {
            LOG.warn("node message", "A message of an access node cannot be read: " + e.getMessage());
            metrics.gap();
            subscription.gap();
        }
    }
}
