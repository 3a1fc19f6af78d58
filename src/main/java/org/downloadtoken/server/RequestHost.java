package org.downloadtoken.server;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

/** The field {@code Host} of a request (RFC 9112, section 3.2). Vert.x itself rejects a missing or invalid one. */
final class RequestHost {
    private RequestHost() {}

    static boolean isRepeated(HttpServerRequest request) {
        return request.headers().getAll(HttpHeaders.HOST).size() > 1;
    }
}
