package org.downloadtoken.access.cluster;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.downloadtoken.access.policy.AccessDecision;
import org.downloadtoken.access.policy.AccessRequest;
import org.downloadtoken.access.wire.AccessDecisions;
import org.downloadtoken.access.wire.AccessRequests;
import org.downloadtoken.failure.Failure;
import org.downloadtoken.failure.RequestFailure;
import org.downloadtoken.metrics.ClusterMetrics;

/**
 * Sends messages of access requests to an access node. If that node is lost or falls silent, the message is sent to another one,
 * once. A node that is slow but answers lease requests is not silent. While no node is healthy, messages wait for a short time, and
 * then they fail at once. One instance per event loop.
 */
public final class AccessNodeClient {
    /** The time for both attempts, shorter than two seconds for the whole response. */
    private static final long TIMEOUT_NANOS = TimeUnit.MILLISECONDS.toNanos(1_800);

    /** How long after the last healthy node messages wait for another one. */
    static final long GRACE_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** The most messages that wait. */
    private static final int MAX_WAITING = 1_000;

    /** How often the nodes of the messages in flight are checked. */
    private static final long CHECK_MS = 50;

    private final ClusterBus bus;
    private final AccessNodes nodes;
    private final ClusterMetrics metrics;
    private final LongSupplier nanoTime;
    private final Set<PendingMessage> inFlight = new LinkedHashSet<>();
    private final Set<PendingMessage> waiting = new LinkedHashSet<>();
    private long healthyAt;

    /** Creates the client of the current event loop. */
    public AccessNodeClient(Vertx vertx, AccessNodes nodes, ClusterMetrics metrics, LongSupplier nanoTime) {
        this.bus = new ClusterBus(vertx.eventBus());
        this.nodes = nodes;
        this.metrics = metrics;
        this.nanoTime = nanoTime;
        this.healthyAt = nanoTime.getAsLong() - GRACE_NANOS;
        vertx.setPeriodic(CHECK_MS, elapsed -> check());
    }

    /** Returns the decisions in the order of the requests. Fails if no access node decides them in time. */
    public Future<List<AccessDecision>> request(List<AccessRequest> requests) {
        long now = nanoTime.getAsLong();
        PendingMessage message = new PendingMessage(requests, now, now + TIMEOUT_NANOS);
        Optional<AccessNode> node = nodes.choose();
        if (node.isPresent()) {
            healthyAt = now;
            inFlight.add(message);
            send(message, node.get());
        } else if (now - healthyAt < GRACE_NANOS && waiting.size() < MAX_WAITING) {
            waiting.add(message);
        } else {
            fail(message);
        }
        return message.decisions().future();
    }

    private void send(PendingMessage message, AccessNode node) {
        message.sentTo(node);
        long left = TimeUnit.NANOSECONDS.toMillis(message.deadline() - nanoTime.getAsLong());
        node.inFlight().incrementAndGet();
        bus.request(node.id(), new AccessRequests(node.version(), message.requests()), Math.max(1, left))
                .onComplete(reply -> {
                    node.inFlight().decrementAndGet();
                    boolean mayRepeat =
                            isLost(reply) || (isUnavailable(reply) && message.isYoung(nanoTime.getAsLong()));
                    if (!(mayRepeat && message.isLatest(node) && repeat(message))) {
                        complete(message, node, reply);
                    }
                });
    }

    /** The first reply counts. A failed one counts only if no other is expected. */
    private void complete(PendingMessage message, AccessNode node, AsyncResult<AccessDecisions> reply) {
        if ((reply.succeeded() || message.isLatest(node)) && inFlight.remove(message)) {
            Future.<AccessDecisions>future(received -> received.handle(reply))
                    .map(decisions -> decisions.on(message.requests()))
                    .onComplete(message.decisions());
        }
    }

    /** Whether the node did not get the message, or is no longer there. */
    private static boolean isLost(AsyncResult<AccessDecisions> reply) {
        return reply.failed()
                && reply.cause() instanceof ReplyException failed
                && (failed.failureType() == ReplyFailure.NO_HANDLERS || failed.failureType() == ReplyFailure.ERROR);
    }

    /** Whether the catalog of the node does not answer. That of another node may. */
    private static boolean isUnavailable(AsyncResult<AccessDecisions> reply) {
        return reply.failed()
                && reply.cause() instanceof ReplyException failed
                && failed.failureType() == ReplyFailure.RECIPIENT_FAILURE
                && failed.failureCode() == ClusterBus.UNAVAILABLE;
    }

    private void check() {
        long now = nanoTime.getAsLong();
        Optional<AccessNode> healthy = nodes.choose();
        if (healthy.isPresent()) {
            healthyAt = now;
        }
        boolean isOver = now - healthyAt >= GRACE_NANOS;
        for (PendingMessage message :
                healthy.isPresent() || isOver ? List.copyOf(waiting) : List.<PendingMessage>of()) {
            waiting.remove(message);
            nodes.choose()
                    .ifPresentOrElse(
                            node -> {
                                inFlight.add(message);
                                send(message, node);
                            },
                            () -> fail(message));
        }
        List.copyOf(inFlight).stream().filter(PendingMessage::isAtSilentNode).forEach(this::repeat);
    }

    /** Sends a message to another node. Returns false if it was sent twice already, or if there is no other node. */
    private boolean repeat(PendingMessage message) {
        Optional<AccessNode> other = message.other(nodes);
        other.ifPresent(node -> {
            metrics.retried(message.requests().size());
            send(message, node);
        });
        return other.isPresent();
    }

    private static void fail(PendingMessage message) {
        message.decisions()
                .fail(new RequestFailure(Failure.CATALOG_UNAVAILABLE, "no access node answers from the catalog"));
    }
}
