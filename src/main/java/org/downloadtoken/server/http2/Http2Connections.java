package org.downloadtoken.server.http2;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Stream;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.impl.HttpServerConnection;

/** Access to Netty's HTTP/2 connection of a request. */
public final class Http2Connections {
    private Http2Connections() {}

    public static boolean isHttp2(HttpServerRequest request) {
        return request.version() == HttpVersion.HTTP_2;
    }

    public static boolean isHttp2(HttpConnection connection) {
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
