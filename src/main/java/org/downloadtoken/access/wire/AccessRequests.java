package org.downloadtoken.access.wire;

import java.util.List;
import org.downloadtoken.access.policy.AccessRequest;

/**
 * The access requests of one message, which one query answers.
 *
 * @param requests 1 to MAX; the list is not copied, and nobody changes it
 */
public record AccessRequests(List<AccessRequest> requests) {
    /** The most requests of one message, and of one query. */
    public static final int MAX = 256;

    public AccessRequests {
        requireCount(requests.size());
    }

    static void requireCount(int count) {
        if (count < 1 || count > MAX) {
            throw new IllegalArgumentException("a message has 1 to " + MAX + " entries, not " + count);
        }
    }
}
