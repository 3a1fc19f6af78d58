package org.downloadtoken.access;

import io.vertx.core.Future;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import org.downloadtoken.access.policy.AccessDecision;
import org.downloadtoken.access.policy.AccessRequest;

/** The event bus addresses and codecs between the HTTP event loops and the access verticle. */
public final class AccessBus {
    /** Receives an {@link AccessRequest} and replies with an {@link AccessDecision}. */
    static final String REQUESTS = "dataset.access";

    /** Receives an empty message and replies while the catalog answers. */
    static final String PROBES = "dataset.access.probe";

    /** The failure code of a reply that reports a bug. */
    static final int DEFECT = 500;

    /** The failure code of a reply that reports an unavailable catalog. */
    static final int UNAVAILABLE = 503;

    /** Longer than a catalog query may take, and shorter than two seconds for the whole response. */
    private static final int TIMEOUT_MS = 1_800;

    private static final LocalCodec<AccessRequest> REQUEST_CODEC = new LocalCodec<>("access-request");
    private static final LocalCodec<AccessDecision> DECISION_CODEC = new LocalCodec<>("access-decision");

    private static final DeliveryOptions REQUEST =
            new DeliveryOptions().setLocalOnly(true).setSendTimeout(TIMEOUT_MS).setCodecName(REQUEST_CODEC.name());
    private static final DeliveryOptions REPLY =
            new DeliveryOptions().setLocalOnly(true).setCodecName(DECISION_CODEC.name());
    private static final DeliveryOptions PROBE =
            new DeliveryOptions().setLocalOnly(true).setSendTimeout(TIMEOUT_MS);

    private AccessBus() {}

    /** Registers the codecs; called once per event bus. */
    public static void registerCodecs(EventBus bus) {
        bus.registerCodec(REQUEST_CODEC).registerCodec(DECISION_CODEC);
    }

    /** Succeeds if the catalog answers in time. */
    public static Future<Void> probe(EventBus bus) {
        return bus.request(PROBES, null, PROBE).mapEmpty();
    }

    static Future<Message<AccessDecision>> request(EventBus bus, AccessRequest request) {
        return bus.request(REQUESTS, request, REQUEST);
    }

    static void reply(Message<AccessRequest> request, AccessDecision decision) {
        request.reply(decision, REPLY);
    }
}
