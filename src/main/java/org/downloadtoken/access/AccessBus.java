package org.downloadtoken.access;

import io.vertx.core.Future;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import org.downloadtoken.access.policy.AccessDecision;
import org.downloadtoken.access.policy.AccessRequest;

/** The addresses and codecs between the event loops that ask and the verticle that answers. */
public final class AccessBus {
    /** Takes an {@link AccessRequest}, replies an {@link AccessDecision}. */
    static final String QUESTIONS = "dataset.access";

    /** Takes anything, replies while the catalog answers. */
    static final String PROBES = "dataset.access.probe";

    /** The failure code of a reply that reports a defect instead of an unavailable catalog. */
    static final int DEFECT = 500;

    static final int UNAVAILABLE = 503;

    /** Beyond what a query may take, and short of two seconds for the whole answer. */
    private static final int TIMEOUT_MS = 1_800;

    private static final LocalCodec<AccessRequest> QUESTION = new LocalCodec<>("access-question");
    private static final LocalCodec<AccessDecision> ANSWER = new LocalCodec<>("access-answer");

    private static final DeliveryOptions ASK =
            new DeliveryOptions().setLocalOnly(true).setSendTimeout(TIMEOUT_MS).setCodecName(QUESTION.name());
    private static final DeliveryOptions REPLY =
            new DeliveryOptions().setLocalOnly(true).setCodecName(ANSWER.name());
    private static final DeliveryOptions PROBE =
            new DeliveryOptions().setLocalOnly(true).setSendTimeout(TIMEOUT_MS);

    private AccessBus() {}

    /** Registers the codecs; once a bus. */
    public static void registerCodecs(EventBus bus) {
        bus.registerCodec(QUESTION).registerCodec(ANSWER);
    }

    /** Succeeds if the catalog answers in time. */
    public static Future<Void> probe(EventBus bus) {
        return bus.request(PROBES, null, PROBE).mapEmpty();
    }

    static Future<Message<AccessDecision>> ask(EventBus bus, AccessRequest question) {
        return bus.request(QUESTIONS, question, ASK);
    }

    static void reply(Message<AccessRequest> question, AccessDecision answer) {
        question.reply(answer, REPLY);
    }
}
