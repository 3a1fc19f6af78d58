/** Limits connections: how many are open, and for HTTP/1 how long a request may take to arrive and a response may stall. */
@NullMarked
package org.downloadtoken.server.connection;

import org.jspecify.annotations.NullMarked;
