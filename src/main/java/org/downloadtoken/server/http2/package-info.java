/** Limits the connections of HTTP/2 and their streams. */
@NullMarked
package org.downloadtoken.server.http2;

import org.jspecify.annotations.NullMarked;
