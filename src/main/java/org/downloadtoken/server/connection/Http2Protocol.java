package org.downloadtoken.server.connection;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Stream;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.impl.HttpServerConnection;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The limits of HTTP/2 that Netty enforces, and what Vert.x does not tell about a request of HTTP/2. */
public final class Http2Protocol {
    /** Requests at the same time on one connection. More are refused with REFUSED_STREAM. */
    static final int MAX_STREAMS = 100;

    /**
     * Streams that a client may reset, or let the server reset, within {@link #RESET_WINDOW_SECONDS} (CVE-2023-44487, CVE-2025-8671).
     * Map viewers reset requests for tiles that left the screen, and proxies those of clients that left.
     */
    static final int MAX_RESETS = 1_000;

    static final int RESET_WINDOW_SECONDS = 10;

    private Http2Protocol() {}

    /**
     * Offers HTTP/2 and HTTP/1.1 to clients that use TLS (ALPN, RFC 7301).
     *
     * @param maxHeaderBytes the most bytes of all headers of a request
     */
    public static void offer(HttpServerOptions options, int maxHeaderBytes) {
        options.setAlpnVersions(List.of(HttpVersion.HTTP_2, HttpVersion.HTTP_1_1))
                .setHttp2RstFloodMaxRstFramePerWindow(MAX_RESETS)
                .setHttp2RstFloodWindowDuration(RESET_WINDOW_SECONDS)
                .setHttp2RstFloodWindowDurationTimeUnit(TimeUnit.SECONDS)
                .setInitialSettings(
                        new Http2Settings().setMaxConcurrentStreams(MAX_STREAMS).setMaxHeaderListSize(maxHeaderBytes));
    }

    public static boolean isUsedBy(HttpServerRequest request) {
        return request.version() == HttpVersion.HTTP_2;
    }

    public static boolean isUsedBy(HttpConnection connection) {
        return context(connection).handler() instanceof Http2ConnectionHandler;
    }

    /** Whether DATA frames of this request may still arrive. Such a request needs no header that tells so. */
    public static boolean expectsData(HttpServerRequest request) {
        Http2Stream stream = handler(request.connection()).connection().stream(
                request.response().streamId());
        return stream != null && stream.state().remoteSideOpen();
    }

    static Http2ConnectionHandler handler(HttpConnection connection) {
        return (Http2ConnectionHandler) context(connection).handler();
    }

    static ChannelHandlerContext context(HttpConnection connection) {
        return ((HttpServerConnection) connection).channelHandlerContext();
    }
}
