package org.downloadtoken.server;

import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.Arrays;
import org.downloadtoken.failure.Failure;
import org.downloadtoken.failure.FailureHeaders;
import org.downloadtoken.failure.RequestFailure;
import org.downloadtoken.metrics.HttpMetrics;
import org.downloadtoken.representation.ResponseContent;
import org.downloadtoken.server.contract.AllowedMethods;
import org.downloadtoken.server.http2.Http2Connections;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Responds to every failed request with its problem details, whether a route, the router or the HTTP decoder failed. */
public final class ProblemHandler {
    static final CharSequence PROBLEM_JSON = HttpHeaders.createOptimized("application/problem+json");
    public static final CharSequence NO_STORE = HttpHeaders.createOptimized("no-store");

    private static final Logger LOG = LoggerFactory.getLogger(ProblemHandler.class);
    private static final CharSequence WWW_AUTHENTICATE = HttpHeaders.createOptimized("WWW-Authenticate");
    private static final CharSequence RATE_LIMIT_POLICY = HttpHeaders.createOptimized("RateLimit-Policy");
    private static final CharSequence RATE_LIMIT = HttpHeaders.createOptimized("RateLimit");
    private static final CharSequence RETRY_AFTER_SECONDS = HttpHeaders.createOptimized("1");

    private final AllowedMethods allowedMethods;
    private final CorsHandler cors;
    private final HttpMetrics metrics;

    ProblemHandler(AllowedMethods allowedMethods, CorsHandler cors, HttpMetrics metrics) {
        this.metrics = metrics;
        Arrays.stream(Failure.values()).forEach(failure -> metrics.problems(failure.status()));
        this.allowedMethods = allowedMethods;
        this.cors = cors;
    }

    /** Responds to a request that failed on a route of the router, or that matched none. */
    void handle(RoutingContext context, int status) {
        handle(context.request(), failure(status, context.failure()), context.failure());
    }

    /** Responds to a request that failed on a direct route. */
    void handle(HttpServerRequest request, Throwable thrown) {
        handle(request, Failure.of(thrown), thrown);
    }

    private void handle(HttpServerRequest request, Failure failure, @Nullable Throwable thrown) {
        if (failure == Failure.INTERNAL_ERROR) {
            LOG.error("A request failed", thrown);
        }
        HttpServerResponse response = request.response();
        if (response.ended() || response.closed()) {
            return;
        }
        FailureHeaders headers = thrown instanceof RequestFailure failed ? failed.headers() : FailureHeaders.None.NONE;
        switch (failure) {
            case INVALID_CREDENTIAL -> response.putHeader(WWW_AUTHENTICATE, challenge(headers));
            case METHOD_NOT_ALLOWED -> response.putHeader(HttpHeaders.ALLOW, allowedMethods.of(request.path()));
            case RANGE_NOT_SATISFIABLE -> response.putHeader(HttpHeaders.CONTENT_RANGE, unsatisfied(headers));
            case RATE_LIMITED -> putLimit(response, headers);
            case OVERLOADED, CATALOG_UNAVAILABLE, STORAGE_UNAVAILABLE, DOWNLOADS_EXHAUSTED, KEYS_UNAVAILABLE ->
                response.putHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
            default -> {}
        }
        respond(request, failure);
    }

    /** Rejects a request while the event loop is overloaded. This costs a fraction of the request itself. */
    void handleOverload(HttpServerRequest request) {
        metrics.requestRejected();
        cors.addHeaders(request);
        RequestPreparation.withoutReferrer(request.response()).putHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
        respond(request, Failure.OVERLOADED);
    }

    /** Responds to an invalid request. A connection of HTTP/1 is closed, since what follows may not be a request. */
    void handleInvalid(HttpServerRequest request) {
        HttpServerResponse response = RequestPreparation.withoutReferrer(request.response());
        cors.addHeaders(request);
        Failure failure = undecodable(request.decoderResult().cause());
        if (Http2Connections.isHttp2(request)) {
            respond(request, failure);
            return;
        }
        response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        respond(request, failure);
        request.connection().close();
    }

    private static Failure undecodable(@Nullable Throwable cause) {
        if (cause instanceof TooLongHttpLineException) {
            return Failure.URI_TOO_LONG;
        }
        return cause instanceof TooLongHttpHeaderException ? Failure.HEADERS_TOO_LARGE : Failure.MALFORMED_REQUEST;
    }

    /** A status below 500 comes from the router; the exception decides about any other. */
    private static Failure failure(int status, @Nullable Throwable thrown) {
        if (status >= 500) {
            return thrown == null ? Failure.INTERNAL_ERROR : Failure.of(thrown);
        }
        return switch (status) {
            case 404 -> Failure.PATH_UNKNOWN;
            case 405 -> Failure.METHOD_NOT_ALLOWED;
            default -> Failure.MALFORMED_REQUEST;
        };
    }

    private void respond(HttpServerRequest request, Failure failure) {
        metrics.problems(failure.status()).increment();
        request.response()
                .setStatusCode(failure.status())
                .setStatusMessage(failure.title())
                .putHeader(HttpHeaders.CONTENT_TYPE, PROBLEM_JSON)
                .putHeader(HttpHeaders.CACHE_CONTROL, NO_STORE);
        ResponseContent.end(request, ProblemBodies.of(failure));
    }

    /** RFC 6750, section 3. */
    private static String challenge(FailureHeaders headers) {
        if (headers == FailureHeaders.Challenge.NO_CREDENTIAL) {
            return "Bearer";
        }
        boolean request = headers == FailureHeaders.Challenge.INVALID_REQUEST;
        return request ? "Bearer error=\"invalid_request\"" : "Bearer error=\"invalid_token\"";
    }

    /** The RateLimit fields follow draft-ietf-httpapi-ratelimit-headers. */
    private static void putLimit(HttpServerResponse response, FailureHeaders headers) {
        if (headers instanceof FailureHeaders.Limit limit) {
            String seconds = String.valueOf(limit.waitSeconds());
            response.putHeader(HttpHeaders.RETRY_AFTER, seconds)
                    .putHeader(RATE_LIMIT_POLICY, '"' + limit.policy() + "\";q=" + limit.perMinute() + ";w=60")
                    .putHeader(RATE_LIMIT, '"' + limit.policy() + "\";r=0;t=" + seconds);
        } else if (headers instanceof FailureHeaders.RetryAfter retryAfter) {
            response.putHeader(HttpHeaders.RETRY_AFTER, String.valueOf(retryAfter.seconds()));
        }
    }

    /** RFC 9110, section 14.4. */
    private static String unsatisfied(FailureHeaders headers) {
        return headers instanceof FailureHeaders.FileSize size ? "bytes */" + size.bytes() : "bytes */*";
    }
}
