package org.downloadtoken.access;

import io.vertx.core.Future;
import io.vertx.core.VertxException;
import io.vertx.core.eventbus.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.downloadtoken.access.catalog.CatalogFailure;
import org.downloadtoken.access.policy.AccessAttributes;
import org.downloadtoken.access.policy.AccessDecision;
import org.downloadtoken.access.policy.AccessPolicy;
import org.downloadtoken.access.policy.AccessRequest;
import org.downloadtoken.access.wire.AccessRequests;
import org.downloadtoken.failure.RequestFailure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers messages of access requests. A reply carries decisions; a failed reply means that the infrastructure failed. Belongs to
 * one event loop.
 */
final class AccessResponder {
    private static final Logger LOG = LoggerFactory.getLogger(AccessResponder.class);

    private final Function<List<AccessRequest>, Future<List<AccessAttributes>>> attributes;
    private final AccessPolicy policy;
    private boolean answering = true;

    /**
     * Creates a responder.
     *
     * @param attributes returns the attributes of the catalog in the order of the requests
     */
    AccessResponder(Function<List<AccessRequest>, Future<List<AccessAttributes>>> attributes, AccessPolicy policy) {
        this.attributes = attributes;
        this.policy = policy;
    }

    void answer(Message<AccessRequests> message) {
        Future.succeededFuture(message)
                .map(received -> received.body().requests()) // decodes a message of another process
                .compose(requests -> attributes.apply(requests).map(found -> decisions(requests, found)))
                .map(decisions -> {
                    catalogAnswers();
                    AccessBus.reply(message, decisions);
                    return decisions;
                })
                .onFailure(failure -> fail(message, failure));
    }

    private List<AccessDecision> decisions(List<AccessRequest> requests, List<AccessAttributes> found) {
        List<AccessDecision> decisions = new ArrayList<>(requests.size());
        for (int i = 0; i < requests.size(); i++) {
            decisions.add(policy.decide(requests.get(i), found.get(i)));
        }
        return decisions;
    }

    private void fail(Message<AccessRequests> message, Throwable failure) {
        // The Postgres client reports a VertxException or a checked exception. All others are bugs of this service.
        if (failure instanceof RuntimeException
                && !(failure instanceof VertxException || failure instanceof RequestFailure)) {
            LOG.error("An access request could not be decided", failure);
            message.fail(AccessBus.DEFECT, "the access request could not be decided");
        } else {
            catalogFails(failure);
            message.fail(AccessBus.UNAVAILABLE, "the catalog did not answer");
        }
    }

    /** Logs one line per change, not per request: an outage affects thousands of requests per second. */
    private void catalogAnswers() {
        if (!answering) {
            answering = true;
            LOG.info("The catalog answers again");
        }
    }

    private void catalogFails(Throwable failure) {
        if (answering) {
            answering = false;
            LOG.warn("The catalog does not answer: {}", CatalogFailure.describe(failure));
        }
    }
}
