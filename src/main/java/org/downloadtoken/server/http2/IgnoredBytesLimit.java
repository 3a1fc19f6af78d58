package org.downloadtoken.server.http2;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/**
 * Counts the bytes since Netty has accepted a frame. Netty ignores frames of streams that are closed, and tells nobody. A client that has
 * cancelled requests sends some of them.
 */
final class IgnoredBytesLimit extends ChannelInboundHandlerAdapter {
    /** Twice the initial window of the connection: a client may still send so much for streams that the server has reset. */
    static final int MAX_BYTES = 128 << 10;

    private final Runnable exceeded;
    private int bytes;

    /**
     * Creates the limit of one connection.
     *
     * @param exceeded runs if too many bytes have arrived
     */
    IgnoredBytesLimit(Runnable exceeded) {
        this.exceeded = exceeded;
    }

    /** Netty has accepted a frame. */
    void frameArrived() {
        bytes = 0;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        bytes += ((ByteBuf) message).readableBytes();
        context.fireChannelRead(message);
        if (bytes > MAX_BYTES) {
            exceeded.run();
        }
    }
}
