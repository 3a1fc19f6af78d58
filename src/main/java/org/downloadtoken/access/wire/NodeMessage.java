package org.downloadtoken.access.wire;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A message of an access node to one edge. The messages of a subscription are numbered from 0, so that the edge notices a missing
 * one.
 *
 * @param node the access node, to which access requests can be sent
 * @param subscription of the edge
 */
public record NodeMessage(int version, UUID node, UUID subscription, long sequence, Content content)
        implements WireMessage {
    /** What the access node tells the edge. */
    public sealed interface Content permits State, Changes, LeaseGrant {}

    /**
     * The state of the access node, at once after a lease request.
     *
     * @param number that of the request
     * @param versions those that the access node understands
     * @param condition whether it answers access requests
     * @param notified whether it receives the changes of the catalog, so that it can grant leases
     */
    public record State(long number, WireVersions versions, Condition condition, boolean notified) implements Content {}

    /** Whether an access node answers access requests. */
    public enum Condition {
        UP,
        /** Its catalog does not answer. */
        CATALOG_DOWN,
        /** It is draining, and stops soon. */
        DRAINING
    }

    /**
     * Changes of the catalog, in the order of the commits.
     *
     * @param ids of datasets and records; empty means that everything may have changed. The list is not copied, and nobody changes it
     */
    public record Changes(List<Optional<UUID>> ids) implements Content {
        public Changes {
            AccessRequests.requireCount(ids.size());
        }
    }

    /**
     * All changes that were committed before the edge sent a request have been forwarded.
     *
     * @param number that of the request
     */
    public record LeaseGrant(long number) implements Content {}
}
