package org.downloadtoken.access;

import io.vertx.core.Future;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import java.util.List;
import org.downloadtoken.access.cluster.ClusterBus;
import org.downloadtoken.access.policy.AccessDecision;
import org.downloadtoken.access.policy.AccessRequest;
import org.downloadtoken.access.wire.AccessDecisions;
import org.downloadtoken.access.wire.AccessDecisionsCodec;
import org.downloadtoken.access.wire.AccessRequests;
import org.downloadtoken.access.wire.AccessRequestsCodec;

/** The event bus addresses between the HTTP event loops and the access verticle of one process. */
public final class AccessBus {
    /** Receives {@link AccessRequests} and replies with {@link AccessDecisions} in the same order. */
    static final String REQUESTS = "dataset.access";

    /** Receives an empty message and replies while the catalog answers. */
    static final String PROBES = "dataset.access.probe";

    /** The failure code of a reply that reports a bug. */
    static final int DEFECT = 500;

    /** The failure code of a reply that reports an unavailable catalog. */
    static final int UNAVAILABLE = ClusterBus.UNAVAILABLE;

    /** Longer than a catalog query may take, and shorter than two seconds for the whole response. */
    private static final int TIMEOUT_MS = 1_800;

    private static final DeliveryOptions REQUEST = new DeliveryOptions()
            .setLocalOnly(true)
            .setSendTimeout(TIMEOUT_MS)
            .setCodecName(new AccessRequestsCodec().name());

    private static final DeliveryOptions REPLY = new DeliveryOptions().setCodecName(new AccessDecisionsCodec().name());

    private static final DeliveryOptions PROBE =
            new DeliveryOptions().setLocalOnly(true).setSendTimeout(TIMEOUT_MS);

    private AccessBus() {}

    /** Succeeds if the catalog answers in time. */
    public static Future<Void> probe(EventBus bus) {
        return bus.request(PROBES, null, PROBE).mapEmpty();
    }

    /** Returns the decisions in the order of the requests. Fails if the reply is not exactly that. */
    public static Future<List<AccessDecision>> request(EventBus bus, List<AccessRequest> requests) {
        return bus.<AccessDecisions>request(REQUESTS, new AccessRequests(requests), REQUEST)
                .map(reply -> reply.body().on(requests));
    }

    static void reply(Message<AccessRequests> message, List<AccessDecision> decisions) {
        message.reply(new AccessDecisions(message.body().version(), decisions), REPLY);
    }
}
