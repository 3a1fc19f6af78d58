/**
 * Counts a limit once for all instances of a cluster. An instance takes a small allowance of permits from the bucket of the
 * cluster, and decides from it alone. It does not know HTTP, nor how the cluster keeps its buckets.
 */
@NullMarked
package org.downloadtoken.ratelimit.cluster;

import org.jspecify.annotations.NullMarked;
