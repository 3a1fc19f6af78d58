package org.downloadtoken.access;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.eventbus.ReplyException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.downloadtoken.access.policy.AccessDecision;
import org.downloadtoken.access.policy.AccessDecision.Granted;
import org.downloadtoken.access.policy.AccessDecision.Refused;
import org.downloadtoken.access.policy.AccessRequest;
import org.downloadtoken.access.wire.AccessRequests;
import org.downloadtoken.access.wire.MalformedMessageException;
import org.downloadtoken.failure.Failure;
import org.downloadtoken.failure.RequestFailure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends access requests to the access verticle, or to an access node of the cluster. The requests of one turn of the event loop form one message with one reply:
 * a message costs more than a request. There is no timer. One instance per event loop.
 */
final class AccessRequestSender {
    private static final Logger LOG = LoggerFactory.getLogger(AccessRequestSender.class);

    private final Function<List<AccessRequest>, Future<List<AccessDecision>>> transport;
    private final Executor endOfTurn;
    private List<Unsent> unsent = new ArrayList<>();
    private long messages;

    private record Unsent(AccessRequest request, Promise<Granted> decision) {}

    /**
     * Creates a sender.
     *
     * @param transport sends one message, and returns its decisions in the order of the requests
     * @param endOfTurn runs a task after the current turn of the event loop
     */
    AccessRequestSender(Function<List<AccessRequest>, Future<List<AccessDecision>>> transport, Executor endOfTurn) {
        this.transport = transport;
        this.endOfTurn = endOfTurn;
    }

    /** The sequence number of the unsent message. */
    long nextMessage() {
        return messages;
    }

    /** Reserves room for this many requests in one message. If they do not fit, the gathered requests are sent first. */
    void reserve(int requests) {
        if (requests > AccessRequests.MAX) {
            throw new IllegalArgumentException(requests + " requests do not fit into one query");
        }
        if (unsent.size() + requests > AccessRequests.MAX) {
            send();
        }
    }

    /** Fails with the {@link RequestFailure} of a refusal or of an unavailable catalog. */
    Future<Granted> send(AccessRequest request) {
        reserve(1);
        Promise<Granted> decision = Promise.promise();
        unsent.add(new Unsent(request, decision));
        if (unsent.size() == 1) {
            endOfTurn.execute(this::send);
        }
        return decision.future();
    }

    private void send() {
        if (unsent.isEmpty()) {
            return; // reserve() has sent them
        }
        List<Unsent> sent = unsent;
        unsent = new ArrayList<>();
        messages++;
        transport.apply(sent.stream().map(Unsent::request).toList()).onComplete(reply -> complete(sent, reply));
    }

    private static void complete(List<Unsent> sent, AsyncResult<List<AccessDecision>> reply) {
        for (int i = 0; i < sent.size(); i++) {
            Promise<Granted> decision = sent.get(i).decision();
            try {
                if (reply.failed()) {
                    decision.fail(unavailableUnlessDefect(reply.cause()));
                } else {
                    complete(decision, reply.result().get(i));
                }
            } catch (Throwable defect) { // of what follows the decision; the other requests must get theirs
                LOG.error("A request failed after its decision", defect);
            }
        }
    }

    private static void complete(Promise<Granted> waiting, AccessDecision decision) {
        if (decision instanceof Granted granted) {
            waiting.complete(granted);
        } else {
            waiting.fail(new RequestFailure(((Refused) decision).failure()));
        }
    }

    private static Throwable unavailableUnlessDefect(Throwable failure) {
        boolean defect = failure instanceof MalformedMessageException
                || (failure instanceof ReplyException reply && reply.failureCode() == AccessBus.DEFECT);
        return defect ? failure : new RequestFailure(Failure.CATALOG_UNAVAILABLE, "no answer from the catalog");
    }
}
