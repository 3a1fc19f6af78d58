package org.downloadtoken.access.cluster;

import java.util.UUID;
import org.downloadtoken.access.wire.WireVersions;

/**
 * An access node, as the edges know it.
 *
 * @param id another one after each start
 */
public record AccessNodeId(UUID id, WireVersions versions) {}
