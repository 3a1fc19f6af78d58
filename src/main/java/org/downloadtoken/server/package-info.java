/**
 * Runs the HTTP servers: verticles, CORS, limits, draining, readiness, problem responses. It knows the operations only as a
 * map from operationId to handler. Only this package and jose use internal classes of Vert.x and Netty.
 */
@NullMarked
package org.downloadtoken.server;

import org.jspecify.annotations.NullMarked;
