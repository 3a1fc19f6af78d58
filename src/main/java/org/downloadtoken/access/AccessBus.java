package org.downloadtoken.access;

import io.vertx.core.Future;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import java.util.List;
import org.downloadtoken.access.policy.AccessDecision;
import org.downloadtoken.access.policy.AccessRequest;

/** The event bus addresses and codecs between the HTTP event loops and the access verticle. */
public final class AccessBus {
    /** Receives {@link Requests} and replies with {@link Decisions} in the same order. */
    static final String REQUESTS = "dataset.access";

    /** Receives an empty message and replies while the catalog answers. */
    static final String PROBES = "dataset.access.probe";

    /** The failure code of a reply that reports a bug. */
    static final int DEFECT = 500;

    /** The failure code of a reply that reports an unavailable catalog. */
    static final int UNAVAILABLE = 503;

    /** Longer than a catalog query may take, and shorter than two seconds for the whole response. */
    private static final int TIMEOUT_MS = 1_800;

    private static final LocalCodec<Requests> REQUESTS_CODEC = new LocalCodec<>("access-requests");
    private static final LocalCodec<Decisions> DECISIONS_CODEC = new LocalCodec<>("access-decisions");

    private static final DeliveryOptions REQUEST =
            new DeliveryOptions().setLocalOnly(true).setSendTimeout(TIMEOUT_MS).setCodecName(REQUESTS_CODEC.name());
    private static final DeliveryOptions REPLY =
            new DeliveryOptions().setLocalOnly(true).setCodecName(DECISIONS_CODEC.name());
    private static final DeliveryOptions PROBE =
            new DeliveryOptions().setLocalOnly(true).setSendTimeout(TIMEOUT_MS);

    /** The requests of one message, which one query answers. */
    public record Requests(List<AccessRequest> requests) {}

    /** The decisions on the requests of a message, in their order. */
    public record Decisions(List<AccessDecision> decisions) {}

    private AccessBus() {}

    /** Registers the codecs; called once per event bus. */
    public static void registerCodecs(EventBus bus) {
        bus.registerCodec(REQUESTS_CODEC).registerCodec(DECISIONS_CODEC);
    }

    /** Succeeds if the catalog answers in time. */
    public static Future<Void> probe(EventBus bus) {
        return bus.request(PROBES, null, PROBE).mapEmpty();
    }

    static Future<Message<Decisions>> request(EventBus bus, List<AccessRequest> requests) {
        return bus.request(REQUESTS, new Requests(requests), REQUEST);
    }

    static void reply(Message<Requests> message, List<AccessDecision> decisions) {
        message.reply(new Decisions(decisions), REPLY);
    }
}
