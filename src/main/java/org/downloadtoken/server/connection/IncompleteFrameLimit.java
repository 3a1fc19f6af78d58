package org.downloadtoken.server.connection;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.function.LongSupplier;

/**
 * Counts the bytes since the last complete frame, as the first handler of a connection: a TLS record may arrive byte by byte, too.
 * Netty ignores frames of streams that are closed, so their bytes count.
 */
final class IncompleteFrameLimit extends ChannelInboundHandlerAdapter {
    /** Twice the initial window of the connection: a client may still send so much for streams that the server has reset. */
    static final int MAX_BYTES = 128 << 10;

    private final LongSupplier nanoTime;
    private final Runnable exceeded;
    private int bytes;
    private long firstByte;

    /**
     * Creates the limit of one connection.
     *
     * @param exceeded runs if too many bytes have arrived
     */
    IncompleteFrameLimit(LongSupplier nanoTime, Runnable exceeded) {
        this.nanoTime = nanoTime;
        this.exceeded = exceeded;
    }

    /** A frame is complete. */
    void frameArrived() {
        bytes = 0;
    }

    /** For how long a frame has been incomplete, in nanoseconds; 0 if none is. */
    long age(long now) {
        return bytes == 0 ? 0 : now - firstByte;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (bytes == 0) {
            firstByte = nanoTime.getAsLong();
        }
        bytes += ((ByteBuf) message).readableBytes();
        context.fireChannelRead(message);
        if (bytes > MAX_BYTES) {
            exceeded.run();
        }
    }
}
