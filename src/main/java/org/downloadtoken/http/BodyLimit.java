package org.downloadtoken.http;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;

/** Lets pass a request whose body is small or absent; no operation has a use for one. */
final class BodyLimit implements Handler<RoutingContext> {
    static final int BYTES = 1024;

    private final BodyHandler reader = BodyHandler.create(false).setBodyLimit(BYTES);

    @Override
    public void handle(RoutingContext context) {
        if (isEmpty(context.request())) {
            context.next();
        } else {
            reader.handle(context);
        }
    }

    /** Browsers send {@code Content-Length: 0} with a POST; neither that nor its absence needs a reader. */
    private static boolean isEmpty(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return (length == null || length.equals("0")) && !request.headers().contains(HttpHeaders.TRANSFER_ENCODING);
    }
}
