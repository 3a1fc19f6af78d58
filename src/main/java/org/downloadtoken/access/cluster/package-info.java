/**
 * Access requests, changes and leases between the edges and the access nodes of a cluster. An edge asks the {@link
 * org.downloadtoken.access.cluster.AccessNodes} that answer its lease requests; an access node forwards the changes of the catalog by
 * its {@link org.downloadtoken.access.cluster.EdgeStreams}.
 */
@NullMarked
package org.downloadtoken.access.cluster;

import org.jspecify.annotations.NullMarked;
