package org.downloadtoken.server.connection;

import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.vertx.core.http.HttpConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.downloadtoken.metrics.Http2Failure;

/**
 * Limits the connections of HTTP/2 as {@link SlowRequestGuard} and {@link WriteProgress} limit those of HTTP/1: one slow stream does
 * not close its connection. Belongs to one event loop.
 */
public final class Http2Guard {
    private final Duration requestDeadline;
    private final Duration stall;
    private final LongSupplier nanoTime;
    private final List<Http2ConnectionGuard> connections = new ArrayList<>();

    /**
     * Creates the guard of one event loop.
     *
     * @param requestDeadline how long a request may take to arrive
     * @param stall how long a client may accept no data of a response
     */
    public Http2Guard(Duration requestDeadline, Duration stall, LongSupplier nanoTime) {
        this.requestDeadline = requestDeadline;
        this.stall = stall;
        this.nanoTime = nanoTime;
    }

    /**
     * Limits this connection, whose settings have arrived.
     *
     * @param failed learns why the connection is closed because of what its client sent
     */
    public void watch(HttpConnection connection, Consumer<Http2Failure> failed) {
        connection.exceptionHandler(failure -> {
            if (failure instanceof Http2Exception error) { // more may follow, in what has already been read
                connection.exceptionHandler(following -> {});
                failed.accept(
                        error.error() == Http2Error.ENHANCE_YOUR_CALM ? Http2Failure.FLOOD : Http2Failure.PROTOCOL);
            }
        });
        connections.add(Http2ConnectionGuard.of(
                Http2Connections.handler(connection), Http2Connections.context(connection), nanoTime));
    }

    /** Ends requests that do not arrive, and responses that are not read. */
    public Ended endOverdue() {
        Ended ended = Ended.NONE;
        connections.removeIf(connection -> !connection.isOpen());
        for (Http2ConnectionGuard connection : connections) {
            ended = ended.and(connection.endOverdue(requestDeadline, stall));
        }
        return ended;
    }

    /** What was ended. */
    public record Ended(int requests, int responses) {
        static final Ended NONE = new Ended(0, 0);

        Ended and(Ended other) {
            return new Ended(requests + other.requests, responses + other.responses);
        }
    }
}
