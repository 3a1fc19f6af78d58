package org.downloadtoken.server;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.downloadtoken.server.contract.AllowedMethods;
import org.downloadtoken.session.CredentialHeaders;

/**
 * Handles cross-origin requests of map viewers (Fetch standard, section 3.2). An origin that is not allowed receives the
 * response without CORS headers, not an error; its browser then hides the response from the page. Credentials mode is never
 * allowed, since the service does not use cookies.
 */
final class CorsHandler {
    private static final String MAX_AGE_SECONDS = "7200";
    private static final String REQUEST_HEADERS = CredentialHeaders.NAMES
            + ", Content-Type, Range, If-Range, If-Match, If-None-Match, If-Modified-Since, If-Unmodified-Since";
    private static final String EXPOSED_HEADERS =
            "Accept-Ranges, Allow, Content-Disposition, Content-Length, Content-Range, ETag, RateLimit, RateLimit-Policy,"
                    + " Retry-After, WWW-Authenticate";

    /** Caches must not reuse the response to one preflight request for another. */
    private static final String PREFLIGHT_VARY = "Access-Control-Request-Method, Access-Control-Request-Headers";

    /** A list of field names (RFC 9110, section 5.6). Possessive, so that no input is matched twice. */
    private static final Pattern FIELD_NAMES =
            Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]++(?:[ \\t]*+,[ \\t]*+[!#$%&'*+.^_`|~0-9A-Za-z-]++)*+");

    private static final int MAX_FIELD_NAMES_LENGTH = 1_024;

    private final Set<String> origins;
    private final boolean anyOrigin;
    private final String methods;

    CorsHandler(List<String> origins, AllowedMethods methods) {
        this.origins = Set.copyOf(origins);
        this.anyOrigin = this.origins.contains("*");
        this.methods = methods.all();
    }

    /** Responds to a preflight request and returns true. Adds the CORS headers to any other response and returns false. */
    boolean handlePreflight(HttpServerRequest request) {
        if (origins.isEmpty() || !isPreflight(request)) {
            addHeaders(request);
            return false;
        }
        HttpServerResponse response = request.response();
        if (addHeaders(request)) {
            response.putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, methods)
                    .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS, allowedHeaders(request))
                    .putHeader(HttpHeaders.ACCESS_CONTROL_MAX_AGE, MAX_AGE_SECONDS);
        }
        response.headers().add(HttpHeaders.VARY, PREFLIGHT_VARY);
        response.setStatusCode(204).end();
        return true;
    }

    /** Adds the CORS headers of a response that is not a preflight response. Returns true if the origin is allowed. */
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

    /**
     * The fixed headers, plus those in {@code Access-Control-Request-Headers}, such as the headers of a tracing library. This is
     * safe because credentials mode is off.
     */
    private static String allowedHeaders(HttpServerRequest request) {
        List<String> requested = request.headers().getAll(HttpHeaders.ACCESS_CONTROL_REQUEST_HEADERS);
        return requested.size() == 1
                        && requested.get(0).length() <= MAX_FIELD_NAMES_LENGTH
                        && FIELD_NAMES.matcher(requested.get(0)).matches()
                ? REQUEST_HEADERS + ", " + requested.get(0)
                : REQUEST_HEADERS;
    }

    private static boolean isPreflight(HttpServerRequest request) {
        return request.method().equals(HttpMethod.OPTIONS)
                && request.headers().contains(HttpHeaders.ORIGIN)
                && request.headers().contains(HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD);
    }
}
