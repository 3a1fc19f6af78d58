package org.downloadtoken.access.wire;

import java.util.UUID;

/**
 * A request of an edge to all access nodes: to report their state, to forward the changes of the catalog, and to grant a lease.
 *
 * @param edge the edge, which receives the {@link NodeMessage}s
 * @param subscription an edge that has missed a message chooses another, with which every stream begins again
 * @param number counts the requests of an edge, from 1
 */
public record LeaseRequest(UUID edge, UUID subscription, long number, WireVersions versions) {}
