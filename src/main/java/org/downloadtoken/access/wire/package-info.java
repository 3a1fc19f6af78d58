/**
 * The messages between the event loops and the access verticle, and their form on a network. It does not know the catalog.
 */
@NullMarked
package org.downloadtoken.access.wire;

import org.jspecify.annotations.NullMarked;
