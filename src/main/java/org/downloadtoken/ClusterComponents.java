package org.downloadtoken;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Deployable;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.downloadtoken.access.DatasetAccessVerticle;
import org.downloadtoken.access.cluster.AccessNodeClient;
import org.downloadtoken.access.cluster.AccessNodeId;
import org.downloadtoken.access.cluster.AccessNodes;
import org.downloadtoken.access.cluster.LeaseClient;
import org.downloadtoken.access.invalidation.Invalidations;
import org.downloadtoken.access.policy.AccessDecision;
import org.downloadtoken.access.policy.AccessRequest;
import org.downloadtoken.access.wire.WireVersions;
import org.downloadtoken.config.Cluster;
import org.downloadtoken.metrics.ClusterMetrics;

/**
 * What an instance has only in a cluster.
 *
 * @param accessNode this instance as an access node, if it is one
 * @param nodes the access nodes that this instance knows, if it is an edge
 */
record ClusterComponents(
        WireVersions versions, Optional<AccessNodeId> accessNode, AccessNodes nodes, ClusterMetrics metrics) {
    static ClusterComponents create(Cluster cluster, WireVersions versions, MeterRegistry registry) {
        AccessNodes nodes = new AccessNodes();
        ClusterMetrics metrics = new ClusterMetrics(registry);
        if (cluster.isEdge()) {
            metrics.accessNodes(nodes::healthy);
        }
        return new ClusterComponents(
                versions,
                cluster.isAccess() ? Optional.of(new AccessNodeId(UUID.randomUUID(), versions)) : Optional.empty(),
                nodes,
                metrics);
    }

    /** The connection of an edge to the access nodes. */
    Deployable leaseClient(Invalidations invalidations) {
        return new LeaseClient(versions, accessNode.map(AccessNodeId::id), nodes, invalidations, metrics);
    }

    Optional<DatasetAccessVerticle.ClusterRole> role(BooleanSupplier draining) {
        return accessNode.map(self -> {
            AtomicInteger edges = new AtomicInteger();
            metrics.edges(edges::get);
            return new DatasetAccessVerticle.ClusterRole(self, draining, edges);
        });
    }

    /** Sends access requests from the current event loop. */
    Function<List<AccessRequest>, Future<List<AccessDecision>>> transport(Vertx vertx) {
        return new AccessNodeClient(vertx, nodes, metrics, System::nanoTime)::request;
    }
}
