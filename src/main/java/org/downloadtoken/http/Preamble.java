package org.downloadtoken.http;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;

/** What comes before every operation; one handler, since each further one costs each request more. */
record Preamble(CorsHandler cors, BodyLimit body) implements Handler<RoutingContext> {
    private static final CharSequence REFERRER_POLICY = HttpHeaders.createOptimized("Referrer-Policy");
    private static final CharSequence NO_REFERRER = HttpHeaders.createOptimized("no-referrer");

    @Override
    public void handle(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (cors.answers(request)) {
            return;
        }
        if (request.query() != null) {
            withoutReferrer(request.response());
        }
        body.handle(context);
    }

    /** A URI that has a query may hold a token: it is no referrer, whatever the answer. */
    static HttpServerResponse withoutReferrer(HttpServerResponse response) {
        return response.putHeader(REFERRER_POLICY, NO_REFERRER);
    }
}
