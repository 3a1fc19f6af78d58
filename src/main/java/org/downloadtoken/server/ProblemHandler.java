package org.downloadtoken.server;

import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import org.downloadtoken.metrics.HttpMetrics;
import org.downloadtoken.ratelimit.RateLimited;
import org.downloadtoken.representation.RangeNotSatisfiable;
import org.downloadtoken.server.contract.AllowedMethods;
import org.downloadtoken.session.InvalidCredentials;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers every failure with its problem detail, on a route, beside all routes, and before any. */
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
        Problem.statuses().forEach(metrics::problems);
        this.allowedMethods = allowedMethods;
        this.cors = cors;
    }

    /** Answers what failed on a route, or met none; the status is the library's, and gives way to that of the failure. */
    void handle(RoutingContext context, int status) {
        Throwable failure = context.failure();
        Problem problem = Problem.of(status, failure);
        if (problem.status() == 500) {
            LOG.error("A request failed", failure);
        }
        HttpServerResponse response = context.response();
        if (response.ended() || response.closed()) {
            return;
        }
        switch (problem.status()) {
            case 401 -> response.putHeader(WWW_AUTHENTICATE, challenge(failure));
            case 405 -> response.putHeader(HttpHeaders.ALLOW, allowedMethods.of(context.normalizedPath()));
            case 416 -> response.putHeader(HttpHeaders.CONTENT_RANGE, unsatisfied(failure));
            case 429 -> tellLimit(response, failure);
            case 503 -> response.putHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
            default -> {}
        }
        answer(response, problem);
    }

    /** Answers what came while there was too much to do; it costs a fraction of what it declines. */
    void handleOverload(HttpServerRequest request) {
        metrics.requestShed();
        cors.addHeaders(request);
        answer(
                RequestPreparation.withoutReferrer(request.response())
                        .putHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS),
                Problem.SERVICE_UNAVAILABLE);
    }

    /** Answers what could not be read as a request; the connection cannot be read on. */
    void handleInvalid(HttpServerRequest request) {
        Throwable cause = request.decoderResult().cause();
        int status = cause instanceof TooLongHttpLineException
                ? 414
                : cause instanceof TooLongHttpHeaderException ? 431 : 400;
        HttpServerResponse response = request.response();
        cors.addHeaders(request);
        answer(
                RequestPreparation.withoutReferrer(response).putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE),
                Problem.of(status, null));
        request.connection().close();
    }

    private void answer(HttpServerResponse response, Problem problem) {
        metrics.problems(problem.status()).increment();
        response.setStatusCode(problem.status())
                .setStatusMessage(problem.title())
                .putHeader(HttpHeaders.CONTENT_TYPE, PROBLEM_JSON)
                .putHeader(HttpHeaders.CACHE_CONTROL, NO_STORE)
                .end(problem.body());
    }

    /** RFC 6750, section 3. */
    private static String challenge(Throwable failure) {
        if (failure instanceof InvalidCredentials invalid) {
            return switch (invalid.reason()) {
                case MISSING -> "Bearer";
                case INVALID_REQUEST -> "Bearer error=\"invalid_request\"";
                case INVALID_TOKEN -> "Bearer error=\"invalid_token\"";
            };
        }
        return "Bearer error=\"invalid_token\"";
    }

    /** The RateLimit fields are those of draft-ietf-httpapi-ratelimit-headers. */
    private static void tellLimit(HttpServerResponse response, Throwable failure) {
        if (failure instanceof RateLimited limited) {
            String seconds = String.valueOf(limited.waitSeconds());
            response.putHeader(HttpHeaders.RETRY_AFTER, seconds)
                    .putHeader(RATE_LIMIT_POLICY, "\"mint\";q=" + limited.perMinute() + ";w=60")
                    .putHeader(RATE_LIMIT, "\"mint\";r=0;t=" + seconds);
        }
    }

    /** RFC 9110, section 14.4. */
    private static String unsatisfied(Throwable failure) {
        return failure instanceof RangeNotSatisfiable range ? "bytes */" + range.size() : "bytes */*";
    }
}
