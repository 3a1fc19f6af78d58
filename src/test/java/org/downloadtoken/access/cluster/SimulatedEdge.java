package org.downloadtoken.access.cluster;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.function.Supplier;
import org.downloadtoken.access.invalidation.Invalidations;
import org.downloadtoken.access.wire.NodeMessage;
import org.downloadtoken.access.wire.WireVersions;

/** An edge that caches visible datasets under the lease of the access nodes. */
final class SimulatedEdge extends SimulatedProcess {
    private static final long NETWORK_MS = 15;
    private static final long ANSWER_MS = 30;

    private final Invalidations invalidations;
    private final LeaseSubscription subscription;
    private final SimulatedCatalog catalog;
    private final Map<SimulatedAccessNode, Connection> connections = new HashMap<>();
    private final Map<UUID, Long> cache = new HashMap<>();
    private long position;
    private long longestStale;
    private long uses;
    private long gaps;

    /** Starts an edge that sends its lease requests to these nodes. */
    SimulatedEdge(
            SimulatedTime time,
            Random random,
            UUID id,
            SimulatedCatalog catalog,
            Supplier<List<SimulatedAccessNode>> nodes) {
        super(time, random);
        this.catalog = catalog;
        invalidations = Invalidations.leased(time::nanos);
        subscription = new LeaseSubscription(
                id, WireVersions.SUPPORTED, Optional.empty(), new AccessNodes(), invalidations, time::nanos);
        every(100, () -> {
            var request = subscription.request();
            for (SimulatedAccessNode node : new ArrayList<>(nodes.get())) {
                connections
                        .computeIfAbsent(node, to -> to.new Connection(Faults.NONE))
                        .deliver(NETWORK_MS, () -> node.receive(request));
            }
        });
    }

    void receive(NodeMessage message) {
        if (!subscription.receive(message)) {
            gaps++;
        }
    }

    /** A request for a dataset: uses the cache, or asks. */
    void use(UUID dataset) {
        if (invalidations.isCurrent()) {
            position = invalidations.read(position, cache::remove, cache::clear);
            if (cache.containsKey(dataset)) {
                uses++;
                longestStale = Math.max(longestStale, catalog.hiddenFor(dataset));
                return;
            }
        }
        long asked = invalidations.position();
        time.after(random.nextInt((int) ANSWER_MS), () -> {
            boolean visible = catalog.isVisible(dataset);
            time.after(random.nextInt((int) ANSWER_MS), () -> run(() -> put(dataset, visible, asked)));
        });
    }

    private void put(UUID dataset, boolean visible, long asked) {
        if (visible && invalidations.isCurrent() && !invalidations.hasChanged(dataset, dataset, asked)) {
            cache.put(dataset, time.nanos());
        }
    }

    /** For how long a dataset had been hidden at most when the cache was used for it, in nanoseconds. */
    long longestStale() {
        return longestStale;
    }

    /** How often the cache was used. */
    long uses() {
        return uses;
    }

    /** How often a message was missing. */
    long gaps() {
        return gaps;
    }
}
