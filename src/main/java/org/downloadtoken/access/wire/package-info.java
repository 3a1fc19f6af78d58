/**
 * The messages between the event loops and the access verticle, and between the edges and the access nodes of a cluster, and their
 * wire format.
 */
@NullMarked
package org.downloadtoken.access.wire;

import org.jspecify.annotations.NullMarked;
