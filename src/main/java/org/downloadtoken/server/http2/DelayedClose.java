package org.downloadtoken.server.http2;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import java.time.Duration;

/**
 * Closes a connection some time after its GOAWAY frame, and reads no more from it. If it were closed at once, with unread bytes, TCP
 * could discard the frame. The delay also limits how often a client connects again, which costs a TLS handshake each time.
 */
final class DelayedClose extends ChannelOutboundHandlerAdapter {
    static final Duration DELAY = Duration.ofSeconds(1);

    private boolean delayed;

    /** Delays the close that follows. */
    void delay(Channel channel) {
        delayed = true;
        channel.config().setAutoRead(false);
    }

    /** Netty's handler of HTTP/2 reads by itself if automatic reads are off. */
    @Override
    public void read(ChannelHandlerContext context) {
        if (!delayed) {
            context.read();
        }
    }

    @Override
    public void close(ChannelHandlerContext context, ChannelPromise promise) {
        if (delayed) {
            var unused = context.executor().schedule(() -> closeNow(context, promise), DELAY.toMillis(), MILLISECONDS);
        } else {
            closeNow(context, promise);
        }
    }

    private static void closeNow(ChannelHandlerContext context, ChannelPromise promise) {
        var unused = context.close(promise);
    }
}
