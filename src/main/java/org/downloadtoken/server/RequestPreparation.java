package org.downloadtoken.server;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.function.Predicate;
import org.downloadtoken.server.connection.ConnectionClose;

/**
 * Runs before every operation. This is one handler, since each handler of a route slows down each request.
 *
 * @param paths accepts the exact path of an operation
 */
record RequestPreparation(Readiness readiness, CorsHandler cors, Predicate<RoutingContext> paths, BodyLimit body)
        implements Handler<RoutingContext> {
    private static final CharSequence REFERRER_POLICY = HttpHeaders.createOptimized("Referrer-Policy");
    private static final CharSequence NO_REFERRER = HttpHeaders.createOptimized("no-referrer");

    /** The same for a route that judges the path itself. */
    RequestPreparation forAnyPath() {
        return new RequestPreparation(readiness, cors, any -> true, body);
    }

    @Override
    public void handle(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (readiness.isDraining()) { // a load balancer sends the next connection of the client to another instance
            ConnectionClose.afterResponse(request, HttpServerVerticle.SHUTDOWN);
        }
        if (cors.handlePreflight(request)) {
            return;
        }
        if (request.query() != null) {
            withoutReferrer(request.response());
        }
        if (hasExactPath(context)) {
            body.handle(context);
        }
    }

    /** Fails the request and returns false if its path is not exact. */
    private boolean hasExactPath(RoutingContext context) {
        try {
            if (paths.test(context)) {
                return true;
            }
            context.fail(404);
        } catch (IllegalArgumentException malformed) {
            context.fail(400);
        }
        return false;
    }

    /** The query of a URI may contain a token, so browsers must not send the URI as a referrer. */
    static HttpServerResponse withoutReferrer(HttpServerResponse response) {
        return response.putHeader(REFERRER_POLICY, NO_REFERRER);
    }
}
