/** Sends requests to a service through Prism, a proxy that validates each request and response against the contract. */
@NullMarked
package org.downloadtoken.clients.prism;

import org.jspecify.annotations.NullMarked;
