package org.downloadtoken.clients.prism;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.downloadtoken.testing.ApiResponse;
import org.downloadtoken.testing.RawResponse;

/** A TCP relay to one of several ports, which records the response to the last request. */
final class RecordingRelay implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx();
    private final NetClient client = vertx.createNetClient();
    private final NetServer server = vertx.createNetServer().connectHandler(this::connect);
    private Buffer response = Buffer.buffer(); // guarded by this
    private volatile int target;

    RecordingRelay() {
        server.listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().join();
    }

    int port() {
        return server.actualPort();
    }

    /** Connects to this port from now on, and forgets the last response. */
    synchronized void target(int port) {
        target = port;
        response = Buffer.buffer();
    }

    /**
     * The last response, or empty if there was none.
     *
     * @param head whether the request was HEAD
     */
    synchronized Optional<ApiResponse> response(boolean head) {
        if (response.length() == 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(RawResponse.read(new ByteArrayInputStream(response.getBytes()), head));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private synchronized void record(Buffer bytes) {
        response.appendBuffer(bytes);
    }

    private void connect(NetSocket inward) {
        inward.pause();
        client.connect(target, "127.0.0.1")
                .onSuccess(outward -> {
                    inward.handler(outward::write);
                    outward.handler(bytes -> {
                        record(bytes);
                        inward.write(bytes);
                    });
                    inward.closeHandler(closed -> outward.close());
                    outward.closeHandler(closed -> inward.close());
                    inward.resume();
                })
                .onFailure(failure -> inward.close());
    }
}
