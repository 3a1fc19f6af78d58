package org.downloadtoken.server.connection;

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
import org.downloadtoken.server.http2.Http2Guard;

/**
 * Closes a connection if a request is not complete within a deadline after its first byte. An idle timeout does not detect a
 * client that sends one byte at a time. Only requests that are incomplete after a read are tracked, which is rare. For
 * HTTP/1: see {@link Http2Guard}, and {@link LimitedTls} for records of TLS. Belongs to one event loop.
 */
public final class SlowRequestGuard {
    public static final Duration DEADLINE = Duration.ofSeconds(10);

    /** The name that Vert.x gives to the HTTP/1 decoder. */
    private static final String DECODER = "httpDecoder";

    private final long deadlineNanos;
    private final LongSupplier nanoTime;

    /** The connections with an incomplete request, and when its first bytes arrived; the oldest first. */
    private final Map<ChannelHandlerContext, Long> incomplete = new LinkedHashMap<>();

    public SlowRequestGuard(Duration deadline, LongSupplier nanoTime) {
        this.deadlineNanos = deadline.toNanos();
        this.nanoTime = nanoTime;
    }

    /** Applies the deadline to the requests of this connection. */
    public void watch(HttpConnection connection) {
        watch(((HttpServerConnection) connection).channelHandlerContext().pipeline());
    }

    void watch(ChannelPipeline pipeline) {
        ReadTracker tracker = new ReadTracker();
        pipeline.addBefore(DECODER, null, tracker.bytes).addAfter(DECODER, null, tracker.messages);
    }

    /** Closes the connections whose deadline is over, and returns their number. */
    public int closeOverdue() {
        int closed = 0;
        Iterator<Map.Entry<ChannelHandlerContext, Long>> oldestFirst =
                incomplete.entrySet().iterator();
        while (oldestFirst.hasNext()) {
            Map.Entry<ChannelHandlerContext, Long> oldest = oldestFirst.next();
            if (nanoTime.getAsLong() - oldest.getValue() < deadlineNanos) {
                break;
            }
            oldestFirst.remove();
            var unused = oldest.getKey().close();
            closed++;
        }
        return closed;
    }

    /** Tracks one read: whether bytes arrive at the decoder, and whether the decoder completes a request. */
    private final class ReadTracker {
        private boolean bytesRead;
        private boolean requestCompleted;

        final ChannelInboundHandlerAdapter bytes = new ChannelInboundHandlerAdapter() {
            @Override
            public void channelRead(ChannelHandlerContext context, Object message) {
                bytesRead = true;
                context.fireChannelRead(message);
            }
        };

        final ChannelInboundHandlerAdapter messages = new ChannelInboundHandlerAdapter() {
            @Override
            public void channelRead(ChannelHandlerContext context, Object message) {
                if (message instanceof LastHttpContent) {
                    requestCompleted = true;
                }
                context.fireChannelRead(message);
            }

            @Override
            public void channelReadComplete(ChannelHandlerContext context) {
                if (requestCompleted) {
                    incomplete.remove(context);
                } else if (bytesRead) {
                    incomplete.putIfAbsent(context, nanoTime.getAsLong());
                }
                bytesRead = false;
                requestCompleted = false;
                context.fireChannelReadComplete();
            }

            @Override
            public void channelInactive(ChannelHandlerContext context) {
                incomplete.remove(context);
                context.fireChannelInactive();
            }
        };
    }
}
