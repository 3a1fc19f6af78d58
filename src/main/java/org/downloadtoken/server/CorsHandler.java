package org.downloadtoken.server;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;
import java.util.Set;
import org.downloadtoken.server.contract.AllowedMethods;
import org.downloadtoken.session.CredentialHeaders;

/**
 * Cross-origin requests of map viewers (Fetch standard, section 3.2). An origin that is not allowed gets its answer
 * without CORS headers, which its browser then withholds; it gets no error. Credentials mode is never allowed: cookies
 * mean nothing here.
 */
final class CorsHandler {
    private static final String MAX_AGE_SECONDS = "7200";
    private static final String REQUEST_HEADERS = CredentialHeaders.ALL
            + ", Content-Type, Range, If-Range, If-Match, If-None-Match, If-Modified-Since," + " If-Unmodified-Since";
    private static final String EXPOSED_HEADERS =
            "Accept-Ranges, Content-Disposition, Content-Length, Content-Range, ETag, RateLimit, RateLimit-Policy,"
                    + " Retry-After, WWW-Authenticate";

    private final Set<String> origins;
    private final boolean anyOrigin;
    private final String methods;

    CorsHandler(List<String> origins, AllowedMethods methods) {
        this.origins = Set.copyOf(origins);
        this.anyOrigin = this.origins.contains("*");
        this.methods = methods.all();
    }

    /** Answers a preflight request, and adds to the answer of any other what it carries; true if it is answered. */
    boolean answers(HttpServerRequest request) {
        if (origins.isEmpty() || !isPreflight(request)) {
            addHeaders(request);
            return false;
        }
        HttpServerResponse response = request.response();
        if (addHeaders(request)) {
            response.putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, methods)
                    .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS, REQUEST_HEADERS)
                    .putHeader(HttpHeaders.ACCESS_CONTROL_MAX_AGE, MAX_AGE_SECONDS);
        }
        response.setStatusCode(204).end();
        return true;
    }

    /** Adds what the answer to any request carries; true if the request's origin is allowed. */
    boolean addHeaders(HttpServerRequest request) {
        if (origins.isEmpty()) {
            return false;
        }
        HttpServerResponse response = request.response();
        response.putHeader(HttpHeaders.VARY, HttpHeaders.ORIGIN);
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        if (origin == null || !(anyOrigin || origins.contains(origin))) {
            return false;
        }
        response.putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, anyOrigin ? "*" : origin)
                .putHeader(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS, EXPOSED_HEADERS);
        return true;
    }

    private static boolean isPreflight(HttpServerRequest request) {
        return request.method().equals(HttpMethod.OPTIONS)
                && request.headers().contains(HttpHeaders.ORIGIN)
                && request.headers().contains(HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD);
    }
}
