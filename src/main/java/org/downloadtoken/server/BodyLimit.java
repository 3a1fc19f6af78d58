package org.downloadtoken.server;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.impl.RoutingContextInternal;
import io.vertx.openapi.contract.OpenAPIContract;
import io.vertx.openapi.contract.Operation;
import java.util.Set;
import java.util.stream.Collectors;
import org.downloadtoken.failure.Failure;
import org.downloadtoken.failure.RequestFailure;
import org.downloadtoken.failure.RequestLimits;
import org.downloadtoken.server.http2.Http2Connections;
import org.jspecify.annotations.Nullable;

/**
 * Reads the bodies of operations that declare one, and discards all others. Both have a maximum size. The BodyHandler of Vert.x would
 * respond to a malformed body with 200, and log an error for each client that disconnects while it sends one.
 */
final class BodyLimit implements Handler<RoutingContext> {
    private enum Body {
        UNUSED(RequestLimits.MAX_BODY_BYTES, Failure.CONTENT_TOO_LARGE),
        USED(RequestLimits.MAX_BATCH_BYTES, Failure.BATCH_TOO_LARGE);

        private final int maxBytes;
        private final Failure tooLarge;

        Body(int maxBytes, Failure tooLarge) {
            this.maxBytes = maxBytes;
            this.tooLarge = tooLarge;
        }
    }

    /** The paths of operations that declare a body. None of them has parameters. */
    private final Set<String> pathsWithBody;

    BodyLimit(OpenAPIContract contract) {
        pathsWithBody = contract.operations().stream()
                .filter(operation -> operation.getRequestBody() != null)
                .map(Operation::getAbsoluteOpenAPIPath)
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public void handle(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (isEmpty(request)) {
            context.next();
            return;
        }
        Body body = pathsWithBody.contains(request.path()) ? Body.USED : Body.UNUSED;
        if (isTooLong(request.getHeader(HttpHeaders.CONTENT_LENGTH), body)) {
            closeIfExpected(context);
            context.fail(new RequestFailure(body.tooLarge));
        } else if (!meetsExpectation(request)) {
            closeIfExpected(context);
            context.fail(new RequestFailure(Failure.EXPECTATION_FAILED));
        } else {
            read(context, body);
        }
    }

    /** Browsers send {@code Content-Length: 0} with a POST without a body. In HTTP/2, a body needs no header. */
    static boolean isEmpty(HttpServerRequest request) {
        if (Http2Connections.isHttp2(request)) {
            return !Http2Connections.expectsData(request);
        }
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return (length == null || length.equals("0")) && !request.headers().contains(HttpHeaders.TRANSFER_ENCODING);
    }

    /** Netty has already rejected non-numeric values; this also rejects values that do not fit an int. */
    private static boolean isTooLong(@Nullable String length, Body body) {
        return length != null && (length.length() > 9 || Integer.parseInt(length) > body.maxBytes);
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
        if (request.version() != HttpVersion.HTTP_1_0) {
            request.response().writeContinue();
        }
        return true;
    }

    /**
     * A client that is not told to continue may send its next request instead of the body. Those bytes would be read as the
     * body.
     */
    private static void closeIfExpected(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (request.headers().contains(HttpHeaders.EXPECT) && !Http2Connections.isHttp2(request)) {
            context.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
            context.addEndHandler(responded -> request.connection().close());
        }
    }

    private static void read(RoutingContext context, Body body) {
        Buffer content = Buffer.buffer();
        int[] length = new int[1];
        HttpServerRequest request = context.request();
        request.exceptionHandler(broken -> fail(context, Failure.MALFORMED_REQUEST));
        request.handler(chunk -> {
            length[0] = Math.min(length[0] + chunk.length(), body.maxBytes + 1);
            if (length[0] > body.maxBytes) {
                fail(context, body.tooLarge);
            } else if (body == Body.USED) {
                content.appendBuffer(chunk);
            }
        });
        request.endHandler(read -> {
            if (!context.failed()) {
                ((RoutingContextInternal) context).setBody(content);
                context.next();
            }
        });
    }

    private static void fail(RoutingContext context, Failure failure) {
        if (!context.failed()) {
            context.fail(new RequestFailure(failure));
        }
    }
}
