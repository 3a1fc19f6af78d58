package org.downloadtoken.access.cluster;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.downloadtoken.access.invalidation.Invalidations;
import org.downloadtoken.access.wire.LeaseRequest;
import org.downloadtoken.access.wire.NodeMessage.Condition;
import org.downloadtoken.access.wire.WireVersions;

/** An access node that listens to the catalog, and sends heartbeats through it. */
final class SimulatedAccessNode extends SimulatedProcess {
    private static final long POSTGRES_MS = 20;
    private static final long NETWORK_MS = 15;

    private final Invalidations changes;
    private final EdgeStreams streams;
    private final Connection fromPostgres;
    private final Map<UUID, Connection> edges = new HashMap<>();

    /** Starts an access node that sends its messages to these edges. */
    SimulatedAccessNode(
            SimulatedTime time,
            Random random,
            SimulatedCatalog catalog,
            Map<UUID, SimulatedEdge> knownEdges,
            Faults faults) {
        super(time, random);
        fromPostgres = new Connection(new Faults(0, 10 * faults.stalls()));
        changes = Invalidations.leased(time::nanos);
        streams = new EdgeStreams(
                new AccessNodeId(new UUID(random.nextLong(), random.nextLong()), WireVersions.SUPPORTED),
                Optional.of(changes),
                () -> Condition.UP,
                (edge, message) -> {
                    SimulatedEdge receiver = Objects.requireNonNull(knownEdges.get(edge));
                    edges.computeIfAbsent(edge, id -> receiver.new Connection(faults))
                            .deliver(NETWORK_MS, () -> receiver.receive(message));
                },
                task -> time.after(0, () -> run(task)),
                time::nanos);
        catalog.listen(dataset -> fromPostgres.deliver(POSTGRES_MS, () -> changes.changed(dataset)));
        changes.everythingChanged();
        every(100, this::sendHeartbeat);
    }

    /** Postgres notifies the heartbeat after the changes that were committed before it arrived. */
    private void sendHeartbeat() {
        long sentAt = time.nanos();
        time.after(
                random.nextInt((int) POSTGRES_MS),
                () -> fromPostgres.deliver(POSTGRES_MS, () -> changes.renewLease(sentAt)));
    }

    void receive(LeaseRequest request) {
        streams.answer(request);
    }
}
