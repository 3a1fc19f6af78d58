package org.downloadtoken.server.http2;

import io.netty.handler.codec.http2.Http2ConnectionAdapter;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Stream;
import io.vertx.core.http.HttpConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.downloadtoken.log.RateLimitedLog;
import org.downloadtoken.metrics.Http2Failure;
import org.slf4j.LoggerFactory;

/**
 * Limits the connections of HTTP/2 as {@code server.connection} limits those of HTTP/1: one slow stream does
 * not close its connection. Belongs to one event loop.
 */
public final class Http2Guard {
    private static final RateLimitedLog LOG =
            new RateLimitedLog(LoggerFactory.getLogger(Http2Guard.class), System::nanoTime);

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
     * @param failed learns why the connection or a request is ended because of what the client sent
     */
    public void watch(HttpConnection connection, Consumer<Http2Failure> failed) {
        Http2ConnectionGuard guard = Http2ConnectionGuard.of(
                Http2Connections.handler(connection), Http2Connections.context(connection), nanoTime);
        connection.exceptionHandler(failure -> {
            if (failure instanceof Http2Exception error) { // more may follow, in what has already been read
                connection.exceptionHandler(following -> {});
                guard.delayClose();
                // The message could quote a header.
                LOG.warn(
                        error.error().name(),
                        "The connection of " + connection.remoteAddress() + " is closed: " + error.error());
                failed.accept(
                        error.error() == Http2Error.ENHANCE_YOUR_CALM ? Http2Failure.FLOOD : Http2Failure.PROTOCOL);
            }
        });
        Http2Connections.handler(connection).connection().addListener(new Http2ConnectionAdapter() {
            @Override
            public void onStreamClosed(Http2Stream stream) {
                guard.streamClosed(stream);
                if (stream.isResetSent() && !stream.isHeadersSent()) {
                    failed.accept(Http2Failure.REQUEST);
                }
            }
        });
        connections.add(guard);
    }

    /** The server receives no more requests. Tells clients which ones it has received, so that they may repeat the others. */
    public void endDrain() {
        connections.stream()
                .filter(Http2ConnectionGuard::isOpen)
                .forEach(connection -> connection.drain().end());
    }

    /**
     * Ends requests that do not arrive, and responses that are not read.
     *
     * @param draining whether clients shall open their next connections elsewhere
     */
    public Ended endOverdue(boolean draining) {
        Ended ended = Ended.NONE;
        connections.removeIf(connection -> !connection.isOpen());
        for (Http2ConnectionGuard connection : connections) {
            ended = ended.and(connection.endOverdue(requestDeadline, stall));
            if (draining) {
                connection.drain().announce();
            }
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
