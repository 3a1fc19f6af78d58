package org.downloadtoken.access.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.junit5.VertxExtension;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.downloadtoken.access.policy.AccessDecision;
import org.downloadtoken.access.policy.AccessDecision.Refused;
import org.downloadtoken.access.policy.AccessRequest;
import org.downloadtoken.access.policy.AccessRequest.Use;
import org.downloadtoken.access.wire.AccessDecisions;
import org.downloadtoken.access.wire.AccessDecisionsCodec;
import org.downloadtoken.access.wire.AccessRequests;
import org.downloadtoken.access.wire.NodeMessage.Condition;
import org.downloadtoken.access.wire.NodeMessage.State;
import org.downloadtoken.access.wire.WireVersions;
import org.downloadtoken.failure.Failure;
import org.downloadtoken.failure.RequestFailure;
import org.downloadtoken.metrics.ClusterMetrics;
import org.downloadtoken.session.Caller;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class AccessNodeClientTest {
    private static final List<AccessRequest> REQUESTS =
            List.of(new AccessRequest(UUID.randomUUID(), Caller.ANONYMOUS, Use.MINT));
    private static final AccessDecision REFUSED = new Refused(Failure.DATASET_HIDDEN);

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final AccessNodes nodes = new AccessNodes();
    private final List<AccessNode> added = new ArrayList<>();
    private Vertx vertx;
    private AccessNodeClient client;

    @BeforeEach
    void start(Vertx started) {
        vertx = started;
        ClusterBus.registerCodecs(vertx.eventBus(), WireVersions.SUPPORTED);
        client = new AccessNodeClient(vertx, nodes, new ClusterMetrics(registry), System::nanoTime);
    }

    @Test
    void requestsAreDecidedByAnAccessNode() throws Exception {
        new Node(true);

        assertEquals(List.of(REFUSED), decisions());
    }

    @Test
    void requestsFailAtOnceWithoutAHealthyNode() {
        RequestFailure failure = assertThrows(RequestFailure.class, this::decisions);

        assertEquals(Failure.CATALOG_UNAVAILABLE, failure.failure());
    }

    @Test
    void requestsWaitForAShortTimeAfterTheLastHealthyNode() throws Exception {
        Node node = new Node(true);
        assertEquals(List.of(REFUSED), decisions());
        node.node.check(1_000);
        Future<List<AccessDecision>> decisions = client.request(REQUESTS);
        node.node.check(0);

        assertEquals(List.of(REFUSED), decisions.await(5, TimeUnit.SECONDS));
    }

    @Test
    void requestsThatWaitFailIfNoNodeBecomesHealthy() throws Exception {
        Node node = new Node(true);
        assertEquals(List.of(REFUSED), decisions());
        node.node.check(1_000);

        assertThrows(RequestFailure.class, this::decisions);
        assertEquals(1, node.received.size());
    }

    @Test
    void nodeWithTheFewestMessagesInFlightIsChosen() throws Exception {
        Node busy = new Node(false);
        var unused = client.request(REQUESTS);
        new Node(true);

        assertEquals(List.of(REFUSED), decisions());
        assertEquals(List.of(REFUSED), decisions());
        assertEquals(1, busy.received.size());
    }

    @Test
    void nodeThatDrainsIsTheLastChoice() throws Exception {
        Node draining = new Node(true);
        draining.node.update(new State(2, WireVersions.SUPPORTED, Condition.DRAINING, true));
        assertEquals(List.of(REFUSED), decisions());
        Node other = new Node(true);
        assertEquals(List.of(REFUSED), decisions());

        assertEquals(List.of(1, 1), List.of(draining.received.size(), other.received.size()));
    }

    @Test
    void messageToASilentNodeIsRepeatedAtAnotherOnce() throws Exception {
        Node silent = new Node(false);
        Future<List<AccessDecision>> decisions = client.request(REQUESTS);
        Node other = new Node(true);
        silent.node.check(1_000);

        assertEquals(List.of(REFUSED), decisions.await(5, TimeUnit.SECONDS));
        assertEquals(List.of(1, 1), List.of(silent.received.size(), other.received.size()));
        assertEquals(1, repeated());
    }

    @Test
    void messageIsNotRepeatedMoreThanOnce() {
        Node first = new Node(false);
        Future<List<AccessDecision>> decisions = client.request(REQUESTS);
        Node second = new Node(false);
        Node third = new Node(false);
        List.of(first, second, third).forEach(node -> node.node.check(1_000));
        second.node.check(0);

        assertThrows(Exception.class, () -> decisions.await(5, TimeUnit.SECONDS));
        assertEquals(List.of(1, 1, 0), List.of(first.received.size(), second.received.size(), third.received.size()));
    }

    @Test
    void messageToASlowNodeIsNotRepeated() {
        Node slow = new Node(false);
        Future<List<AccessDecision>> decisions = client.request(REQUESTS);
        Node other = new Node(true);

        assertThrows(Exception.class, () -> decisions.await(5, TimeUnit.SECONDS));
        assertEquals(List.of(1, 0), List.of(slow.received.size(), other.received.size()));
        assertEquals(0, repeated());
    }

    @Test
    void messageToANodeThatHasStoppedIsRepeated() throws Exception {
        Node stopped = new Node(true);
        new Node(true);
        stopped.consumer.unregister().await(5, TimeUnit.SECONDS);

        assertEquals(List.of(REFUSED), decisions());
        assertEquals(1, repeated());
    }

    @Test
    void messageToANodeWithoutACatalogIsRepeated() throws Exception {
        Node withoutCatalog = new Node(false);
        Future<List<AccessDecision>> decisions = client.request(REQUESTS);
        new Node(true);
        while (withoutCatalog.received.isEmpty()) {
            Thread.onSpinWait();
        }
        withoutCatalog.received.get(0).fail(ClusterBus.UNAVAILABLE, "the catalog did not answer");

        assertEquals(List.of(REFUSED), decisions.await(5, TimeUnit.SECONDS));
    }

    @Test
    void replyOfTheSilentNodeCountsIfItComesFirst() throws Exception {
        Node silent = new Node(false);
        Future<List<AccessDecision>> decisions = client.request(REQUESTS);
        new Node(false);
        silent.node.check(1_000);
        while (repeated() == 0) {
            Thread.onSpinWait();
        }
        silent.reply(silent.received.get(0));

        assertEquals(List.of(REFUSED), decisions.await(5, TimeUnit.SECONDS));
    }

    private List<AccessDecision> decisions() throws Exception {
        return client.request(REQUESTS).await(5, TimeUnit.SECONDS);
    }

    private double repeated() {
        return registry.get("cluster_access_request_retries").counter().count();
    }

    /** An access node that answers, or that only receives. */
    private final class Node {
        private final List<Message<AccessRequests>> received = new CopyOnWriteArrayList<>();
        private final AccessNode node = new AccessNode(UUID.randomUUID(), false, 1);
        private final MessageConsumer<AccessRequests> consumer;

        private Node(boolean answers) {
            consumer = vertx.eventBus().consumer("dataset.access.node." + node.id(), message -> {
                received.add(message);
                if (answers) {
                    reply(message);
                }
            });
            node.update(new State(1, WireVersions.SUPPORTED, Condition.UP, true));
            added.add(node);
            nodes.replace(added);
        }

        private void reply(Message<AccessRequests> message) {
            message.reply(
                    new AccessDecisions(
                            Collections.nCopies(message.body().requests().size(), REFUSED)),
                    new DeliveryOptions().setCodecName(new AccessDecisionsCodec().name()));
        }
    }
}
