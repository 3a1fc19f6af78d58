package org.downloadtoken.http;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;

/** Keeps a URI that has a query, which may hold a token, from being sent on as a referrer, whatever the answer. */
final class NoReferrer implements Handler<RoutingContext> {
    static final CharSequence REFERRER_POLICY = HttpHeaders.createOptimized("Referrer-Policy");
    static final CharSequence NO_REFERRER = HttpHeaders.createOptimized("no-referrer");

    @Override
    public void handle(RoutingContext context) {
        if (context.request().query() != null) {
            context.response().putHeader(REFERRER_POLICY, NO_REFERRER);
        }
        context.next();
    }
}
