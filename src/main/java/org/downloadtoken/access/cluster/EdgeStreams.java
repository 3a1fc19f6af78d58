package org.downloadtoken.access.cluster;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.Message;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.downloadtoken.access.invalidation.Invalidations;
import org.downloadtoken.access.wire.LeaseRequest;
import org.downloadtoken.access.wire.MalformedMessageException;
import org.downloadtoken.access.wire.NodeMessage;
import org.downloadtoken.access.wire.NodeMessage.Condition;
import org.downloadtoken.access.wire.NodeMessage.State;
import org.downloadtoken.log.RateLimitedLog;
import org.slf4j.LoggerFactory;

/**
 * The messages of an access node to the edges. It answers each lease request with its state at once. It grants a lease when a heartbeat
 * through Postgres that was sent after the request has returned, and forwards every change before the grant. Postgres delivers
 * notifications in the order of the commits, so the edge then has all changes that were committed before it sent the request.
 * Belongs to the event loop of the access verticle.
 */
public final class EdgeStreams implements Invalidations.Listener {
    /** An edge that has sent no request for this time gets no more messages, so that they do not gather for a paused one. */
    static final long EDGE_SILENCE_NANOS = TimeUnit.SECONDS.toNanos(2);

    static final int MAX_EDGES = 1_000;

    private static final RateLimitedLog LOG =
            new RateLimitedLog(LoggerFactory.getLogger(EdgeStreams.class), System::nanoTime);

    private final AccessNodeId self;
    private final Optional<Invalidations> changes;
    private final Supplier<Condition> condition;
    private final BiConsumer<UUID, NodeMessage> send;
    private final Executor endOfTurn;
    private final LongSupplier nanoTime;
    private final Map<UUID, EdgeStream> streams = new HashMap<>();
    private boolean forwarding;

    /**
     * Creates the streams of an access node.
     *
     * @param changes empty if the catalog does not notify changes
     * @param send sends a message to an edge
     * @param endOfTurn runs a task after the current turn of the event loop
     * @param nanoTime a monotonic clock, in nanoseconds
     */
    EdgeStreams(
            AccessNodeId self,
            Optional<Invalidations> changes,
            Supplier<Condition> condition,
            BiConsumer<UUID, NodeMessage> send,
            Executor endOfTurn,
            LongSupplier nanoTime) {
        this.self = self;
        this.changes = changes;
        this.condition = condition;
        this.send = send;
        this.endOfTurn = endOfTurn;
        this.nanoTime = nanoTime;
        changes.ifPresent(received -> received.listen(this));
    }

    /**
     * Starts to receive lease requests.
     *
     * @param edges receives the number of edges, for a metric
     */
    public static Future<Void> start(
            Vertx vertx,
            AccessNodeId self,
            Optional<Invalidations> changes,
            Supplier<Condition> condition,
            AtomicInteger edges) {
        ClusterBus bus = new ClusterBus(vertx.eventBus());
        EdgeStreams streams = new EdgeStreams(
                self, changes, condition, bus::send, task -> vertx.runOnContext(later -> task.run()), System::nanoTime);
        vertx.setPeriodic(TimeUnit.NANOSECONDS.toMillis(EDGE_SILENCE_NANOS), elapsed -> {
            streams.removeSilent();
            edges.set(streams.streams.size());
        });
        return bus.receiveLeaseRequests(streams::receive);
    }

    /** Forwards the changes of one turn together. */
    @Override
    public void changed() {
        if (!forwarding && !streams.isEmpty()) {
            forwarding = true;
            endOfTurn.execute(() -> {
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
        try {
            answer(message.body()); // decodes the message of another process
        } catch (MalformedMessageException e) {
            LOG.warn("lease request", "A lease request of another member cannot be read: " + e.getMessage());
        }
    }

    void answer(LeaseRequest request) {
        long now = nanoTime.getAsLong();
        removeSilent();
        Optional<EdgeStream> stream = Optional.ofNullable(streams.get(request.edge()))
                .filter(current -> current.subscription().equals(request.subscription()))
                .or(() -> begin(request));
        stream.ifPresent(current -> {
            current.request(request.number(), now);
            current.send(new State(request.number(), self.versions(), condition.get(), changes.isPresent()));
        });
    }

    private void removeSilent() {
        long now = nanoTime.getAsLong();
        streams.values().removeIf(stream -> now - stream.requestedAt() > EDGE_SILENCE_NANOS);
    }

    private Optional<EdgeStream> begin(LeaseRequest request) {
        Optional<Integer> version = self.versions().common(request.versions());
        if (version.isEmpty()) {
            LOG.warn(
                    "version",
                    "An edge gets no answer: it supports the message versions " + request.versions()
                            + ", and this access node " + self.versions() + ". Upgrade one version at a time");
            return Optional.empty();
        }
        if (streams.size() >= MAX_EDGES && !streams.containsKey(request.edge())) {
            LOG.warn("edges", "An edge gets no answer: this access node already serves " + MAX_EDGES);
            return Optional.empty();
        }
        EdgeStream stream = new EdgeStream(
                self.id(),
                request.subscription(),
                version.get(),
                changes.map(Invalidations::position).orElse(0L),
                sent -> send.accept(request.edge(), sent));
        streams.put(request.edge(), stream);
        return Optional.of(stream);
    }

    private void forward() {
        changes.ifPresent(received -> streams.values().forEach(stream -> stream.forward(received)));
    }
}
