/** Limits connections: how many are open, how long a request may take to arrive, and how long a response may stall. */
@NullMarked
package org.downloadtoken.server.connection;

import org.jspecify.annotations.NullMarked;
