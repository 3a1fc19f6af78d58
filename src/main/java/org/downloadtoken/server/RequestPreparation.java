package org.downloadtoken.server;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.TimeUnit;

/** What comes before every operation; one handler, since each further one costs each request more. */
record RequestPreparation(Readiness readiness, CorsHandler cors, BodyLimit body) implements Handler<RoutingContext> {
    private static final CharSequence REFERRER_POLICY = HttpHeaders.createOptimized("Referrer-Policy");
    private static final CharSequence NO_REFERRER = HttpHeaders.createOptimized("no-referrer");

    @Override
    public void handle(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (readiness.isDraining()) {
            leave(request);
        }
        if (cors.answers(request)) {
            return;
        }
        if (request.query() != null) {
            withoutReferrer(request.response());
        }
        body.handle(context);
    }

    /** The client is told to come back by another connection, which a balancer opens to another instance. */
    private static void leave(HttpServerRequest request) {
        request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        request.connection().shutdown(HttpServerVerticle.FINISH_SECONDS, TimeUnit.SECONDS);
    }

    /** A URI that has a query may hold a token: it is no referrer, whatever the answer. */
    static HttpServerResponse withoutReferrer(HttpServerResponse response) {
        return response.putHeader(REFERRER_POLICY, NO_REFERRER);
    }
}
