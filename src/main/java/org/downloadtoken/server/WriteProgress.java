package org.downloadtoken.server;

import io.netty.channel.ChannelPipeline;
import io.netty.handler.timeout.IdleStateHandler;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.impl.HttpServerConnection;
import java.util.concurrent.TimeUnit;

/**
 * Keeps a connection open while a long answer makes progress. Elsewhere a connection on which nothing arrives is idle,
 * since to watch what is written costs each request more; a client that receives a large file says nothing for minutes.
 */
public final class WriteProgress {
    /** What Vert.x calls its own handler. */
    private static final String IDLE = "idle";

    private WriteProgress() {}

    /** From now on the connection is idle only if nothing arrives, and no byte leaves, for as long as before. */
    public static void watch(HttpConnection connection) {
        ChannelPipeline pipeline =
                ((HttpServerConnection) connection).channelHandlerContext().pipeline();
        if (pipeline.get(IDLE) instanceof IdleStateHandler idle && !(idle instanceof Watching)) {
            pipeline.replace(IDLE, IDLE, new Watching(idle.getReaderIdleTimeInMillis()));
        }
    }

    private static final class Watching extends IdleStateHandler {
        Watching(long millis) {
            super(true, 0, 0, millis, TimeUnit.MILLISECONDS);
        }
    }
}
