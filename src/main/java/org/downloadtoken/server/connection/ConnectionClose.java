package org.downloadtoken.server.connection;

import io.netty.handler.codec.http2.Http2Error;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.downloadtoken.server.http2.Http2Connections;
import org.downloadtoken.server.http2.Http2Guard;

/** Ends connections. HTTP/2 has no header {@code Connection}, and other responses share the connection of a response. */
public final class ConnectionClose {
    private ConnectionClose() {}

    /**
     * Lets the client of HTTP/1 send its next request on another connection. The response to this request, and those in progress,
     * are still sent. For HTTP/2, see {@link Http2Guard#endOverdue}.
     *
     * @param grace how long requests in progress may continue
     */
    public static void afterResponse(HttpServerRequest request, Duration grace) {
        if (!Http2Connections.isHttp2(request)) {
            request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
            request.connection().shutdown(grace.toSeconds(), TimeUnit.SECONDS);
        }
    }

    /** Ends a response that cannot be completed. Otherwise the client would wait for the announced bytes. */
    public static void abort(HttpServerRequest request) {
        if (Http2Connections.isHttp2(request)) {
            request.response().reset(Http2Error.INTERNAL_ERROR.code());
        } else {
            request.connection().close();
        }
    }
}
