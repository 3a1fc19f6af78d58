package org.downloadtoken.server.http2;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import java.util.function.IntConsumer;

/** Counts the bytes that are sent on a connection. */
final class SentBytes extends ChannelOutboundHandlerAdapter {
    private final IntConsumer counter;

    SentBytes(IntConsumer counter) {
        this.counter = counter;
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (message instanceof ByteBuf bytes) {
            counter.accept(bytes.readableBytes());
        }
        var unused = context.write(message, promise);
    }
}
