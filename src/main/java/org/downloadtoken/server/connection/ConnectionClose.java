package org.downloadtoken.server.connection;

import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.util.AttributeKey;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Ends connections. HTTP/2 has no header {@code Connection}, and other responses share the connection of a response. */
public final class ConnectionClose {
    /** How long to wait for an idle moment before GOAWAY is sent. */
    private static final Duration GOAWAY_DELAY = Duration.ofSeconds(1);

    /** When the first response on a draining connection ended, in nanoseconds of the monotonic clock. */
    private static final AttributeKey<Long> DRAIN_STARTED = AttributeKey.valueOf(ConnectionClose.class, "drainStarted");

    private ConnectionClose() {}

    /**
     * Lets the client send its next request on another connection. The response to this request, and those in progress, are
     * still sent.
     *
     * @param grace how long requests in progress on a connection of HTTP/1 may continue
     */
    public static void afterResponse(HttpServerRequest request, Duration grace) {
        HttpConnection connection = request.connection();
        if (Http2Connections.isHttp2(request)) {
            request.response().closeHandler(sent -> announce(connection));
        } else {
            request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
            connection.shutdown(grace.toSeconds(), TimeUnit.SECONDS);
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

    /**
     * Sends GOAWAY with the highest stream id, once (RFC 9113, section 6.8). A lower one would exclude requests that the
     * client has already sent, and not every client sends them again. The client of Java 17 fails its requests in progress
     * when GOAWAY arrives (JDK-8335181). So GOAWAY waits until the connection is idle, for at most one second.
     */
    private static void announce(HttpConnection connection) {
        Http2Connection http2 = Http2Connections.handler(connection).connection();
        long now = System.nanoTime();
        Long since = Http2Connections.context(connection)
                .channel()
                .attr(DRAIN_STARTED)
                .setIfAbsent(now);
        boolean mayWait = since == null || now - since < GOAWAY_DELAY.toNanos();
        if (!http2.goAwaySent() && (http2.numActiveStreams() == 0 || !mayWait)) {
            connection.goAway(Http2Error.NO_ERROR.code(), Integer.MAX_VALUE);
        }
    }
}
