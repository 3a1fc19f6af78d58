package org.downloadtoken.server.http2;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2RemoteFlowController;

/**
 * Tells streams of HTTP/2 that they may send. Netty 4.2.18 reports streams that open while a large response fills the connection as
 * not writable, and Vert.x keeps their data. When the connection is writable again, Netty compares the connection with what it reported
 * last, but not each stream. Without this handler, such responses wait for ever.
 */
final class WritabilityNotifier extends ChannelOutboundHandlerAdapter {
    private final Http2Connection connection;
    private final Http2RemoteFlowController windows;
    private boolean scheduled;

    WritabilityNotifier(Http2Connection connection, Http2RemoteFlowController windows) {
        this.connection = connection;
        this.windows = windows;
    }

    @Override
    public void flush(ChannelHandlerContext context) {
        context.flush();
        if (!scheduled && connection.numActiveStreams() > 0) {
            scheduled = true;
            context.executor().execute(() -> report(context));
        }
    }

    /** Setting the window to what it is makes Netty compare each stream with what it has reported. */
    private void report(ChannelHandlerContext context) {
        scheduled = false;
        try {
            windows.initialWindowSize(windows.initialWindowSize());
        } catch (Http2Exception e) {
            context.fireExceptionCaught(e);
        }
    }
}
