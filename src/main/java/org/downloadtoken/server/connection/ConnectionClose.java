package org.downloadtoken.server.connection;

import io.netty.handler.codec.http2.Http2Error;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Ends connections. HTTP/2 has no header {@code Connection}, and other responses share the connection of a response. */
public final class ConnectionClose {
    private ConnectionClose() {}

    /**
     * Lets the client send its next request on another connection. The response to this request, and those in progress, are
     * still sent.
     *
     * @param grace how long requests in progress on a connection of HTTP/1 may continue
     */
    public static void afterResponse(HttpServerRequest request, Duration grace) {
        HttpConnection connection = request.connection();
        if (Http2Protocol.isUsedBy(request)) {
            announce(connection);
        } else {
            request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
            connection.shutdown(grace.toSeconds(), TimeUnit.SECONDS);
        }
    }

    /** Ends a response that cannot be completed. Otherwise the client would wait for the announced bytes. */
    public static void abort(HttpServerRequest request) {
        if (Http2Protocol.isUsedBy(request)) {
            request.response().reset(Http2Error.INTERNAL_ERROR.code());
        } else {
            request.connection().close();
        }
    }

    /**
     * Sends GOAWAY with the highest stream id, once (RFC 9113, section 6.8). A lower one would exclude requests that the
     * client has already sent, and not every client sends them again.
     */
    private static void announce(HttpConnection connection) {
        if (!Http2Protocol.handler(connection).connection().goAwaySent()) {
            connection.goAway(Http2Error.NO_ERROR.code(), Integer.MAX_VALUE);
        }
    }
}
