package org.downloadtoken.server.connection;

import io.netty.channel.Channel;
import io.netty.util.AttributeKey;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.impl.HttpServerConnection;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts the open connections of all event loops and limits their number. */
public final class ConnectionLimit {
    /** Marks a connection that was counted before its announcement, and closes it if it is not announced. */
    private static final AttributeKey<ScheduledFuture<?>> EXPECTED =
            AttributeKey.valueOf(ConnectionLimit.class, "expected");

    private final int max;
    private final AtomicInteger open = new AtomicInteger();

    public ConnectionLimit(int max) {
        this.max = max;
    }

    /** The number of open connections. */
    public int open() {
        return open.get();
    }

    /**
     * Counts a connection until it closes. Returns false if the limit is reached; the caller then closes the connection. A
     * connection over TLS has been counted before its handshake.
     */
    public boolean admit(HttpConnection connection) {
        Channel channel =
                ((HttpServerConnection) connection).channelHandlerContext().channel();
        if (channel.hasAttr(EXPECTED)) {
            channel.attr(EXPECTED).get().cancel(false);
            return true;
        }
        return admit(channel);
    }

    /** Counts a connection that Vert.x has not announced yet. */
    boolean admit(Channel channel) {
        if (open.incrementAndGet() > max) {
            open.decrementAndGet();
            return false;
        }
        channel.closeFuture().addListener(closed -> open.decrementAndGet());
        return true;
    }

    /** Ends the task with the announcement of the connection, or when it closes. */
    void expect(Channel channel, ScheduledFuture<?> otherwise) {
        channel.attr(EXPECTED).set(otherwise);
        channel.closeFuture().addListener(closed -> otherwise.cancel(false));
    }
}
