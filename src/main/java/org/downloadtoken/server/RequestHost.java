package org.downloadtoken.server;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.internal.http.HttpServerRequestInternal;

/** The field {@code Host} of a request (RFC 9112, section 3.2). */
final class RequestHost {
    private RequestHost() {}

    static boolean isRepeated(HttpServerRequest request) {
        return request.headers().getAll(HttpHeaders.HOST).size() > 1;
    }

    /** The router checks the same, and rejects an invalid field. */
    static boolean isValid(HttpServerRequest request) {
        return ((HttpServerRequestInternal) request).isValidAuthority();
    }
}
