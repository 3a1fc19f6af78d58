package org.downloadtoken.server.contract;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.function.BiConsumer;

/**
 * Routes GET and HEAD of a path and everything below it. OpenAPI cannot describe a prefix, so this operation is not in the
 * contract. The route matches the target as it was sent. Its rest is judged by the operation, so nothing may be decoded
 * or normalized before.
 *
 * @param path the path with the base path, in its only accepted spelling
 */
public record PrefixRoute(String path, DirectOperation operation) {
    /**
     * Returns a handler that passes requests with another target on.
     *
     * @param first runs before the operation
     * @param failures responds to a failed or unmatched request with a status
     * @param others receives all other requests
     */
    public Handler<HttpServerRequest> before(
            Handler<HttpServerRequest> others,
            Vertx vertx,
            Handler<RoutingContext> first,
            BiConsumer<RoutingContext, Integer> failures) {
        Router router = Router.router(vertx);
        router.route().handler(first);
        router.route().method(HttpMethod.GET).method(HttpMethod.HEAD).handler(this::handle);
        ContractRouter.respondToFailures(router, failures);
        return request -> (matches(request.uri()) ? router : others).handle(request);
    }

    private void handle(RoutingContext context) {
        HttpServerRequest request = context.request();
        operation.handle(request, request.uri().substring(path.length()), context::fail);
    }

    /** Whether the target is the path, with or without a query, or lies below it. */
    boolean matches(String target) {
        if (!target.startsWith(path)) {
            return false;
        }
        char next = target.length() == path.length() ? '/' : target.charAt(path.length());
        return next == '/' || next == '?';
    }
}
