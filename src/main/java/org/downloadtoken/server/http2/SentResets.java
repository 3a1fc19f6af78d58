package org.downloadtoken.server.http2;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http2.Http2FrameTypes;

/**
 * Observes the RST_STREAM frames of the service, also for streams that were refused, of which Netty tells nobody. Netty writes each
 * of them as one buffer.
 */
final class SentResets extends ChannelOutboundHandlerAdapter {
    /** RFC 9113, sections 4.1 and 6.4. */
    private static final int FRAME_BYTES = 9 + 4;

    private static final int TYPE_INDEX = 3;

    private final Runnable sent;

    /**
     * Creates the observer of one connection.
     *
     * @param sent runs after each of the frames
     */
    SentResets(Runnable sent) {
        this.sent = sent;
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        boolean reset = message instanceof ByteBuf frame
                && frame.readableBytes() == FRAME_BYTES
                && frame.getByte(frame.readerIndex() + TYPE_INDEX) == Http2FrameTypes.RST_STREAM;
        var unused = context.write(message, promise);
        if (reset) {
            sent.run();
        }
    }
}
