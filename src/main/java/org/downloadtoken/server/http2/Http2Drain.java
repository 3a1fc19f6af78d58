package org.downloadtoken.server.http2;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2ConnectionAdapter;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Stream;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Lets the client of a draining instance open its next connection elsewhere, in two steps (RFC 9113, section 6.8). The first GOAWAY has the
 * highest stream id: requests that are on their way are still answered. The HTTP client of Java 17 fails its requests in progress when
 * GOAWAY arrives (JDK-8335181), so it is sent when there are none, or after a second. The last GOAWAY says which requests were received.
 */
final class Http2Drain extends Http2ConnectionAdapter {
    private static final Duration GOAWAY_DELAY = Duration.ofSeconds(1);

    private final Http2ConnectionHandler http2;
    private final ChannelHandlerContext context;
    private boolean draining;

    Http2Drain(Http2ConnectionHandler http2, ChannelHandlerContext context) {
        this.http2 = http2;
        this.context = context;
    }

    /** Begins or goes on. Call this again while the instance drains. */
    void announce() {
        if (!draining) {
            draining = true;
            var unused = context.executor().schedule(this::announceNow, GOAWAY_DELAY.toMillis(), TimeUnit.MILLISECONDS);
        }
        if (http2.connection().numActiveStreams() == 0) {
            announceNow();
        }
    }

    private void announceNow() {
        if (!http2.connection().goAwaySent()) {
            goAway(Integer.MAX_VALUE);
        }
    }

    /** The server receives no more requests. */
    void end() {
        goAway(http2.connection().remote().lastStreamCreated());
    }

    @Override
    public void onStreamClosed(Http2Stream stream) {
        if (draining) {
            context.executor().execute(this::announce); // after the end of the response
        }
    }

    private void goAway(int lastStream) {
        var unused = http2.goAway(
                context, lastStream, Http2Error.NO_ERROR.code(), Unpooled.EMPTY_BUFFER, context.newPromise());
        context.flush();
    }
}
