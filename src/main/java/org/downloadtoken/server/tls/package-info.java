/** TLS of the servers: reads and verifies the certificate and its key, and replaces them while connections are open. */
@NullMarked
package org.downloadtoken.server.tls;

import org.jspecify.annotations.NullMarked;
