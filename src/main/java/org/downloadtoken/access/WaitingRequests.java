package org.downloadtoken.access;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.downloadtoken.access.policy.AccessAttributes;
import org.downloadtoken.access.policy.AccessRequest;

/** The access requests that wait for a query, in the order of their messages. Belongs to one event loop. */
final class WaitingRequests {
    private final Queue<Message> messages = new ArrayDeque<>();
    private int size;

    /**
     * The requests of one message.
     *
     * @param since when it arrived, in nanoseconds
     */
    record Message(List<AccessRequest> requests, long since, Promise<List<AccessAttributes>> attributes) {}

    /** Adds a message. Returns the attributes for its requests. */
    Future<List<AccessAttributes>> add(List<AccessRequest> requests, long now) {
        Promise<List<AccessAttributes>> attributes = Promise.promise();
        messages.add(new Message(requests, now, attributes));
        size += requests.size();
        return attributes.future();
    }

    boolean isEmpty() {
        return messages.isEmpty();
    }

    /** The number of requests. */
    int size() {
        return size;
    }

    /** When the oldest message arrived. There must be one. */
    long oldestSince() {
        return messages.element().since();
    }

    Message removeOldest() {
        Message oldest = messages.remove();
        size -= oldest.requests().size();
        return oldest;
    }

    /** Removes the oldest message, and the next ones while all have at most this number of requests. */
    List<Message> removeNext(int maxRequests) {
        List<Message> next = new ArrayList<>();
        int requests = 0;
        while (!isEmpty()
                && (next.isEmpty() || requests + messages.element().requests().size() <= maxRequests)) {
            Message oldest = removeOldest();
            next.add(oldest);
            requests += oldest.requests().size();
        }
        return next;
    }
}
