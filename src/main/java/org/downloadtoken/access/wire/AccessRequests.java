package org.downloadtoken.access.wire;

import java.util.List;
import org.downloadtoken.access.policy.AccessRequest;

/**
 * The access requests of one message, which one query answers.
 *
 * @param version the version of the wire format, which its decisions use too
 * @param requests 1 to MAX; the list is not copied, and nobody changes it
 */
public record AccessRequests(int version, List<AccessRequest> requests) implements WireMessage {
    /** The most requests of one message, and of one query. */
    public static final int MAX = 256;

    public AccessRequests {
        requireCount(requests.size());
    }

    /** Requests in the newest version of this build. */
    public AccessRequests(List<AccessRequest> requests) {
        this(WireVersions.SUPPORTED.newest(), requests);
    }

    static void requireCount(int count) {
        if (count < 1 || count > MAX) {
            throw new IllegalArgumentException("a message has 1 to " + MAX + " entries, not " + count);
        }
    }
}
