package org.downloadtoken.server;

import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.impl.HttpServerConnection;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts the open connections of all event loops, up to as many as may be open at a time. */
public final class ConnectionLimit {
    private final int most;
    private final AtomicInteger open = new AtomicInteger();

    public ConnectionLimit(int most) {
        this.most = most;
    }

    /** How many are open. */
    public int open() {
        return open.get();
    }

    /** Counts a connection until it ends; false if there are too many already, so that it has to be closed. */
    boolean admit(HttpConnection connection) {
        if (open.incrementAndGet() > most) {
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
