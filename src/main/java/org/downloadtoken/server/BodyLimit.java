package org.downloadtoken.server;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import org.downloadtoken.failure.Failure;
import org.jspecify.annotations.Nullable;

/**
 * Passes requests with a small body or none, and discards the body, which no operation uses. The BodyHandler of Vert.x would
 * respond to a malformed body with 200, and log an error for each client that disconnects while it sends one.
 */
final class BodyLimit implements Handler<RoutingContext> {
    @Override
    public void handle(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (isEmpty(request)) {
            context.next();
        } else if (isTooLong(request.getHeader(HttpHeaders.CONTENT_LENGTH))) {
            context.fail(413);
        } else if (!meetsExpectation(request)) {
            context.fail(417);
        } else {
            discard(context, request);
        }
    }

    /** Browsers send {@code Content-Length: 0} with a POST without a body. */
    private static boolean isEmpty(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return (length == null || length.equals("0")) && !request.headers().contains(HttpHeaders.TRANSFER_ENCODING);
    }

    /** Netty has already rejected non-numeric values; this also rejects values that do not fit an int. */
    private static boolean isTooLong(@Nullable String length) {
        return length != null && (length.length() > 9 || Integer.parseInt(length) > Failure.MAX_BODY_BYTES);
    }

    /** RFC 9110, section 10.1.1, defines no other expectation than 100-continue. */
    private static boolean meetsExpectation(HttpServerRequest request) {
        String expectation = request.getHeader(HttpHeaders.EXPECT);
        if (expectation == null) {
            return true;
        }
        if (!expectation.equalsIgnoreCase("100-continue")) {
            return false;
        }
        if (request.version() == HttpVersion.HTTP_1_1) {
            request.response().writeContinue();
        }
        return true;
    }

    private static void discard(RoutingContext context, HttpServerRequest request) {
        int[] length = new int[1];
        request.exceptionHandler(broken -> fail(context, 400));
        request.handler(chunk -> {
            length[0] = Math.min(length[0] + chunk.length(), Failure.MAX_BODY_BYTES + 1);
            if (length[0] > Failure.MAX_BODY_BYTES) {
                fail(context, 413);
            }
        });
        request.endHandler(read -> {
            if (!context.failed()) {
                context.next();
            }
        });
    }

    private static void fail(RoutingContext context, int status) {
        if (!context.failed()) {
            context.fail(status);
        }
    }
}
