package org.downloadtoken.server;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.LastHttpContent;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.impl.HttpServerConnection;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Closes connections on which a request does not arrive as a whole within a time from its first byte: one that comes byte
 * by byte is never idle. Looks only at requests that a read has left unfinished, which is none as a rule. Belongs to one
 * event loop.
 */
final class SlowRequestGuard {
    /** What Vert.x calls the decoder of HTTP/1. */
    private static final String DECODER = "httpDecoder";

    private final long nanos;
    private final LongSupplier nanoTime;

    /** Those on which a part of a request has arrived, since when; the oldest first. */
    private final Map<ChannelHandlerContext, Long> unfinished = new LinkedHashMap<>();

    SlowRequestGuard(Duration deadline, LongSupplier nanoTime) {
        this.nanos = deadline.toNanos();
        this.nanoTime = nanoTime;
    }

    /** From now on the requests of this connection have to arrive in time. */
    void watch(HttpConnection connection) {
        watch(((HttpServerConnection) connection).channelHandlerContext().pipeline());
    }

    void watch(ChannelPipeline pipeline) {
        Arrival arrival = new Arrival();
        pipeline.addBefore(DECODER, null, arrival.bytes).addAfter(DECODER, null, arrival.messages);
    }

    /** Closes the connections whose time is over; how many these were. */
    int closeOverdue() {
        int closed = 0;
        Iterator<Map.Entry<ChannelHandlerContext, Long>> oldestFirst =
                unfinished.entrySet().iterator();
        while (oldestFirst.hasNext()) {
            Map.Entry<ChannelHandlerContext, Long> oldest = oldestFirst.next();
            if (nanoTime.getAsLong() - oldest.getValue() < nanos) {
                break;
            }
            oldestFirst.remove();
            var unused = oldest.getKey().close();
            closed++;
        }
        return closed;
    }

    /** What one read brings: bytes before the decoder, and the end of a request behind it. */
    private final class Arrival {
        private boolean anyBytes;
        private boolean anyEnd;

        final ChannelInboundHandlerAdapter bytes = new ChannelInboundHandlerAdapter() {
            @Override
            public void channelRead(ChannelHandlerContext context, Object message) {
                anyBytes = true;
                context.fireChannelRead(message);
            }
        };

        final ChannelInboundHandlerAdapter messages = new ChannelInboundHandlerAdapter() {
            @Override
            public void channelRead(ChannelHandlerContext context, Object message) {
                if (message instanceof LastHttpContent) {
                    anyEnd = true;
                }
                context.fireChannelRead(message);
            }

            @Override
            public void channelReadComplete(ChannelHandlerContext context) {
                if (anyEnd) {
                    unfinished.remove(context);
                } else if (anyBytes) {
                    unfinished.putIfAbsent(context, nanoTime.getAsLong());
                }
                anyBytes = false;
                anyEnd = false;
                context.fireChannelReadComplete();
            }

            @Override
            public void channelInactive(ChannelHandlerContext context) {
                unfinished.remove(context);
                context.fireChannelInactive();
            }
        };
    }
}
