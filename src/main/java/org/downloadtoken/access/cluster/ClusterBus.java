package org.downloadtoken.access.cluster;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import java.util.UUID;
import org.downloadtoken.access.wire.AccessDecisions;
import org.downloadtoken.access.wire.AccessDecisionsCodec;
import org.downloadtoken.access.wire.AccessRequests;
import org.downloadtoken.access.wire.AccessRequestsCodec;
import org.downloadtoken.access.wire.LeaseRequest;
import org.downloadtoken.access.wire.LeaseRequestCodec;
import org.downloadtoken.access.wire.NodeMessage;
import org.downloadtoken.access.wire.NodeMessageCodec;
import org.downloadtoken.access.wire.WireVersions;

/** The addresses of the event bus between edges and access nodes. Each edge and each access node has its own. */
public record ClusterBus(EventBus bus) {
    /** The failure code of a reply that reports an unavailable catalog. */
    public static final int UNAVAILABLE = 503;

    private static final String LEASE_REQUESTS = "dataset.access.leases";
    private static final String NODE = "dataset.access.node.";
    private static final String EDGE = "dataset.access.edge.";

    private static final DeliveryOptions LEASE_REQUEST =
            new DeliveryOptions().setCodecName(new LeaseRequestCodec().name());
    private static final DeliveryOptions NODE_MESSAGE =
            new DeliveryOptions().setCodecName(new NodeMessageCodec().name());
    private static final String REQUESTS_CODEC = new AccessRequestsCodec().name();

    /** Registers the codecs; called once per event bus. */
    public static void registerCodecs(EventBus bus, WireVersions versions) {
        bus.registerCodec(new AccessRequestsCodec(versions))
                .registerCodec(new AccessDecisionsCodec(versions))
                .registerCodec(new NodeMessageCodec(versions))
                .registerCodec(new LeaseRequestCodec());
    }

    /** Sends access requests to one access node. */
    Future<AccessDecisions> request(UUID node, AccessRequests requests, long timeoutMillis) {
        return bus.<AccessDecisions>request(
                        NODE + node,
                        requests,
                        new DeliveryOptions().setCodecName(REQUESTS_CODEC).setSendTimeout(timeoutMillis))
                .map(Message::body);
    }

    /** Answers the access requests that are sent to this access node. */
    public Future<Void> answer(UUID node, Handler<Message<AccessRequests>> handler) {
        return bus.<AccessRequests>consumer(NODE + node, handler).completion();
    }

    /** Sends a lease request to every access node. */
    void publish(LeaseRequest request) {
        bus.publish(LEASE_REQUESTS, request, LEASE_REQUEST);
    }

    Future<Void> receiveLeaseRequests(Handler<Message<LeaseRequest>> handler) {
        return bus.<LeaseRequest>consumer(LEASE_REQUESTS, handler).completion();
    }

    void send(UUID edge, NodeMessage message) {
        bus.send(EDGE + edge, message, NODE_MESSAGE);
    }

    Future<Void> receiveNodeMessages(UUID edge, Handler<Message<NodeMessage>> handler) {
        return bus.<NodeMessage>consumer(EDGE + edge, handler).completion();
    }
}
