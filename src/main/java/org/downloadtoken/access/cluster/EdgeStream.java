package org.downloadtoken.access.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.downloadtoken.access.invalidation.Invalidations;
import org.downloadtoken.access.wire.AccessRequests;
import org.downloadtoken.access.wire.NodeMessage;
import org.downloadtoken.access.wire.NodeMessage.Changes;
import org.downloadtoken.access.wire.NodeMessage.Content;
import org.downloadtoken.access.wire.NodeMessage.LeaseGrant;

/** The messages to one subscription of an edge, in their order. Belongs to one event loop. */
final class EdgeStream {
    /** A lease lasts for less than this number of intervals between the requests. */
    private static final int MAX_WAITING = 8;

    private final UUID node;
    private final UUID subscription;
    private final int version;
    private final Consumer<NodeMessage> send;
    private final List<WaitingRequest> waiting = new ArrayList<>();
    private long sequence;
    private long position;
    private long requestedAt;

    /**
     * A lease request that has no grant yet.
     *
     * @param receivedAt on the monotonic clock of the access node
     */
    private record WaitingRequest(long number, long receivedAt) {}

    /**
     * Begins a stream.
     *
     * @param version the newest that both understand
     * @param position the number of changes that the edge does not need, because it has cached nothing before
     */
    EdgeStream(UUID node, UUID subscription, int version, long position, Consumer<NodeMessage> send) {
        this.node = node;
        this.subscription = subscription;
        this.version = version;
        this.position = position;
        this.send = send;
    }

    UUID subscription() {
        return subscription;
    }

    /** When the latest lease request arrived, in nanoseconds. */
    long requestedAt() {
        return requestedAt;
    }

    /** Records a lease request. The oldest ones are dropped: their leases would already have ended. */
    void request(long number, long now) {
        requestedAt = now;
        if (waiting.size() == MAX_WAITING) {
            waiting.remove(0);
        }
        waiting.add(new WaitingRequest(number, now));
    }

    void send(Content content) {
        send.accept(new NodeMessage(version, node, subscription, sequence, content));
        sequence++;
    }

    /** Forwards the changes since the last call. */
    void forward(Invalidations changes) {
        List<Optional<UUID>> ids = new ArrayList<>();
        position = changes.read(position, id -> ids.add(Optional.of(id)), () -> ids.add(Optional.empty()));
        for (int first = 0; first < ids.size(); first += AccessRequests.MAX) {
            send(new Changes(List.copyOf(ids.subList(first, Math.min(ids.size(), first + AccessRequests.MAX)))));
        }
    }

    /** Grants the latest lease request that arrived before a heartbeat was sent. */
    void grant(long heartbeatSentAt) {
        long granted = 0;
        while (!waiting.isEmpty() && waiting.get(0).receivedAt() - heartbeatSentAt < 0) {
            granted = waiting.remove(0).number();
        }
        if (granted > 0) {
            send(new LeaseGrant(granted));
        }
    }
}
