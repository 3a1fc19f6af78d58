package org.downloadtoken.server.connection;

import io.netty.channel.ChannelPipeline;
import io.netty.handler.timeout.IdleStateHandler;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.impl.HttpServerConnection;
import java.util.concurrent.TimeUnit;
import org.downloadtoken.server.http2.Http2Connections;
import org.downloadtoken.server.http2.Http2Guard;

/**
 * Keeps a connection open while a long response makes progress. By default, a connection is idle if no bytes arrive: to
 * observe writes would slow down each request. But a client that receives a large file sends nothing for minutes.
 */
public final class WriteProgress {
    /** The name that Vert.x gives to its idle handler. */
    private static final String IDLE = "idle";

    private WriteProgress() {}

    /**
     * From now on, the connection is idle only if no byte was read or written during the idle timeout. In HTTP/2, only written
     * bytes count, since a client that does not read the response can send other frames. {@link Http2Guard} adds a limit for
     * each response.
     */
    public static void watch(HttpConnection connection) {
        ChannelPipeline pipeline =
                ((HttpServerConnection) connection).channelHandlerContext().pipeline();
        if (pipeline.get(IDLE) instanceof IdleStateHandler idle && !(idle instanceof ProgressHandler)) {
            long millis = idle.getReaderIdleTimeInMillis();
            boolean reads = !Http2Connections.isHttp2(connection);
            pipeline.replace(IDLE, IDLE, reads ? new ProgressHandler(0, millis) : new ProgressHandler(millis, 0));
        }
    }

    private static final class ProgressHandler extends IdleStateHandler {
        ProgressHandler(long writeMillis, long readOrWriteMillis) {
            super(true, 0, writeMillis, readOrWriteMillis, TimeUnit.MILLISECONDS);
        }
    }
}
