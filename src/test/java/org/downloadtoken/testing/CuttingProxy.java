package org.downloadtoken.testing;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.util.concurrent.atomic.AtomicInteger;

/** A TCP proxy before a port. It passes responses at a limited rate, and closes each connection after a number of bytes. */
public final class CuttingProxy implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx();
    private final NetClient client = vertx.createNetClient();
    private final NetServer server = vertx.createNetServer();
    private final AtomicInteger cuts = new AtomicInteger();
    private final int target;
    private final int bytesPerConnection;
    private final int bytesPerSecond;

    public CuttingProxy(int target, int bytesPerConnection, int bytesPerSecond) {
        this.target = target;
        this.bytesPerConnection = bytesPerConnection;
        this.bytesPerSecond = bytesPerSecond;
        server.connectHandler(this::connect)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    public int port() {
        return server.actualPort();
    }

    /** The number of connections that were closed because of their bytes. */
    public int cuts() {
        return cuts.get();
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private void connect(NetSocket inward) {
        inward.pause();
        client.connect(target, "127.0.0.1")
                .onSuccess(outward -> {
                    inward.handler(outward::write);
                    outward.handler(new Response(outward, inward)::pass);
                    inward.closeHandler(closed -> outward.close());
                    outward.closeHandler(closed -> inward.close());
                    inward.resume();
                })
                .onFailure(failure -> inward.close());
    }

    /** The bytes of one connection to its client. */
    private final class Response {
        private final NetSocket from;
        private final NetSocket to;
        private int left = bytesPerConnection;

        Response(NetSocket from, NetSocket to) {
            this.from = from;
            this.to = to;
        }

        void pass(Buffer bytes) {
            from.pause();
            Buffer passed = bytes.slice(0, Math.min(bytes.length(), left));
            left -= passed.length();
            to.write(passed).onSuccess(written -> {
                if (left == 0) {
                    cuts.incrementAndGet();
                    to.close();
                } else {
                    vertx.setTimer(1 + passed.length() * 1_000L / bytesPerSecond, elapsed -> from.resume());
                }
            });
        }
    }
}
