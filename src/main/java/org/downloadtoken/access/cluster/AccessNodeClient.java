package org.downloadtoken.access.cluster;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
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
 * once. A node that is slow but answers lease requests is not silent. One instance per event loop.
 */
public final class AccessNodeClient {
    /** The time for both attempts, shorter than two seconds for the whole response. */
    private static final long TIMEOUT_MS = 1_800;

    /** How often the nodes of the messages in flight are checked. */
    private static final long CHECK_MS = 50;

    private final ClusterBus bus;
    private final AccessNodes nodes;
    private final ClusterMetrics metrics;
    private final LongSupplier nanoTime;
    private final Set<InFlight> inFlight = new LinkedHashSet<>();

    /** A message without a reply. Compared by identity. */
    private static final class InFlight {
        private final List<AccessRequest> requests;
        private final Promise<List<AccessDecision>> decisions = Promise.promise();
        private final long deadline;
        private AccessNode node;
        private boolean repeated;

        private InFlight(List<AccessRequest> requests, AccessNode node, long deadline) {
            this.requests = requests;
            this.node = node;
            this.deadline = deadline;
        }
    }

    /** Creates the client of the current event loop. */
    public AccessNodeClient(Vertx vertx, AccessNodes nodes, ClusterMetrics metrics, LongSupplier nanoTime) {
        this.bus = new ClusterBus(vertx.eventBus());
        this.nodes = nodes;
        this.metrics = metrics;
        this.nanoTime = nanoTime;
        vertx.setPeriodic(CHECK_MS, elapsed -> repeatOfSilentNodes());
    }

    /** Returns the decisions in the order of the requests. Fails if no access node decides them in time. */
    public Future<List<AccessDecision>> request(List<AccessRequest> requests) {
        Optional<AccessNode> node = nodes.choose();
        if (node.isEmpty()) {
            return Future.failedFuture(
                    new RequestFailure(Failure.CATALOG_UNAVAILABLE, "no access node answers from the catalog"));
        }
        InFlight message =
                new InFlight(requests, node.get(), nanoTime.getAsLong() + TimeUnit.MILLISECONDS.toNanos(TIMEOUT_MS));
        inFlight.add(message);
        send(message);
        return message.decisions.future();
    }

    private void send(InFlight message) {
        AccessNode node = message.node;
        long left = TimeUnit.NANOSECONDS.toMillis(message.deadline - nanoTime.getAsLong());
        node.inFlight().incrementAndGet();
        bus.request(node.id(), new AccessRequests(node.version(), message.requests), Math.max(1, left))
                .onComplete(reply -> {
                    node.inFlight().decrementAndGet();
                    if (message.node.equals(node) && isLost(reply) && repeat(message)) {
                        return;
                    }
                    complete(message, node, reply);
                });
    }

    /** The first reply counts. A failed one counts only if no other is expected. */
    private void complete(InFlight message, AccessNode node, AsyncResult<AccessDecisions> reply) {
        if (reply.failed() && !message.node.equals(node)) {
            return;
        }
        if (inFlight.remove(message)) {
            Future.<AccessDecisions>future(received -> received.handle(reply))
                    .map(decisions -> decisions.on(message.requests))
                    .onComplete(message.decisions);
        }
    }

    /** Whether the node did not get the message, or is no longer there. */
    private static boolean isLost(AsyncResult<AccessDecisions> reply) {
        return reply.failed()
                && !(reply.cause() instanceof ReplyException failed
                        && failed.failureType() != ReplyFailure.NO_HANDLERS);
    }

    private void repeatOfSilentNodes() {
        List.copyOf(inFlight).stream()
                .filter(message -> message.node.isSilent())
                .forEach(this::repeat);
    }

    /** Sends a message to another node. Returns false if it was sent twice already, or if there is no other node. */
    private boolean repeat(InFlight message) {
        Optional<AccessNode> other = message.repeated ? Optional.empty() : nodes.chooseInsteadOf(message.node);
        other.ifPresent(node -> {
            message.repeated = true;
            message.node = node;
            metrics.repeated(message.requests.size());
            send(message);
        });
        return other.isPresent();
    }
}
