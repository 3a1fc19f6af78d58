package org.downloadtoken.server.contract;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.function.Consumer;

/** An operation that the server may call without the router. Its path has no parameter, or ends with its only parameter. */
public interface DirectOperation extends Handler<RoutingContext> {
    /**
     * Handles a request.
     *
     * @param parameter the value of the path parameter; empty if the path has none; for a {@link PrefixRoute} the rest of the
     *     target
     * @param failed responds to a failure
     */
    void handle(HttpServerRequest request, String parameter, Consumer<Throwable> failed);
}
