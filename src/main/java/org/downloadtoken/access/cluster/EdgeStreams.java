package org.downloadtoken.access.cluster;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.Message;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.downloadtoken.access.invalidation.Invalidations;
import org.downloadtoken.access.wire.LeaseRequest;
import org.downloadtoken.access.wire.NodeMessage.Condition;
import org.downloadtoken.access.wire.NodeMessage.State;
import org.downloadtoken.log.RateLimitedLog;
import org.slf4j.LoggerFactory;

/**
 * What an access node tells the edges. It answers each lease request with its state at once. It grants a lease when a heartbeat
 * through Postgres that was sent after the request has returned, and forwards every change before the grant. Postgres delivers
 * notifications in the order of the commits, so the edge then has all changes that were committed before it sent the request.
 * Belongs to the event loop of the access verticle.
 */
public final class EdgeStreams implements Invalidations.Listener {
    /** An edge that has sent no request for this time gets no more messages, so that they do not gather for a paused one. */
    private static final long EDGE_SILENCE_NANOS = TimeUnit.SECONDS.toNanos(2);

    private static final int MAX_EDGES = 1_000;

    /** A lease lasts for less than this number of intervals between the requests. */
    private static final int MAX_WAITING = 8;

    private static final RateLimitedLog LOG =
            new RateLimitedLog(LoggerFactory.getLogger(EdgeStreams.class), System::nanoTime);

    private final AccessNodeId self;
    private final Optional<Invalidations> changes;
    private final Supplier<Condition> condition;
    private final LongSupplier nanoTime;
    private final Map<UUID, EdgeStream> streams = new HashMap<>();
    private final ClusterBus bus;
    private final Vertx vertx;
    private boolean forwarding;

    /**
     * Creates the streams of an access node.
     *
     * @param changes empty if the catalog does not notify changes
     * @param nanoTime a monotonic clock, in nanoseconds
     */
    public EdgeStreams(
            Vertx vertx,
            AccessNodeId self,
            Optional<Invalidations> changes,
            Supplier<Condition> condition,
            LongSupplier nanoTime) {
        this.vertx = vertx;
        this.bus = new ClusterBus(vertx.eventBus());
        this.self = self;
        this.changes = changes;
        this.condition = condition;
        this.nanoTime = nanoTime;
    }

    /** Starts to receive lease requests. */
    public Future<Void> start() {
        changes.ifPresent(received -> received.listen(this));
        return bus.receiveLeaseRequests(this::receive);
    }

    @Override
    public void changed() {
        if (!forwarding && !streams.isEmpty()) {
            forwarding = true;
            vertx.runOnContext(
                    later -> { // the changes of one turn in one message
                        forwarding = false;
                        forward();
                    });
        }
    }

    @Override
    public void renewed(long heartbeatSentAt) {
        forward();
        streams.values().forEach(stream -> stream.grant(heartbeatSentAt));
    }

    private void receive(Message<LeaseRequest> message) {
        LeaseRequest request;
        try {
            request = message.body(); // decodes the message of another process
        } catch (RuntimeException e) {
            LOG.warn("lease request", "A lease request of another member cannot be read: " + e.getMessage());
            return;
        }
        Optional<Integer> version = self.versions().common(request.versions());
        if (version.isEmpty()) {
            LOG.warn(
                    "version",
                    "An edge is not answered: it understands the versions " + request.versions()
                            + " of the messages, and this instance " + self.versions());
            return;
        }
        answer(request, version.get());
    }

    private void answer(LeaseRequest request, int version) {
        long now = nanoTime.getAsLong();
        streams.values().removeIf(stream -> now - stream.requestedAt() > EDGE_SILENCE_NANOS);
        EdgeStream stream = streams.get(request.edge());
        if (stream == null || !stream.subscription().equals(request.subscription())) {
            if (stream == null && streams.size() == MAX_EDGES) {
                LOG.warn("edges", "An edge is not answered, because there are more than " + MAX_EDGES);
                return;
            }
            stream = new EdgeStream(
                    self.id(),
                    request.subscription(),
                    version,
                    changes.map(Invalidations::position).orElse(0L),
                    sent -> bus.send(request.edge(), sent));
            streams.put(request.edge(), stream);
        }
        stream.request(request.number(), now, MAX_WAITING);
        stream.send(new State(request.number(), self.versions(), condition.get(), changes.isPresent()));
    }

    private void forward() {
        changes.ifPresent(received -> streams.values().forEach(stream -> stream.forward(received)));
    }
}
