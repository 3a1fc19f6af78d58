package org.downloadtoken.server.connection;

import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.impl.HttpServerConnection;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts the open connections of all event loops and limits their number. */
public final class ConnectionLimit {
    private final int max;
    private final AtomicInteger open = new AtomicInteger();

    public ConnectionLimit(int max) {
        this.max = max;
    }

    /** The number of open connections. */
    public int open() {
        return open.get();
    }

    /** Counts a connection until it closes. Returns false if the limit is reached; the caller then closes the connection. */
    public boolean admit(HttpConnection connection) {
        if (open.incrementAndGet() > max) {
            open.decrementAndGet();
            return false;
        }
        ((HttpServerConnection) connection)
                .channelHandlerContext()
                .channel()
                .closeFuture()
                .addListener(closed -> open.decrementAndGet());
        return true;
    }
}
