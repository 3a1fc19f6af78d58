package org.downloadtoken.testing.catalog;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * A TCP proxy before a port. While it is closed, it drops its connections and accepts no new ones. It can also delay all bytes.
 */
public final class TcpGate implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx();
    private final NetClient client = vertx.createNetClient();
    private final Set<NetSocket> sockets = ConcurrentHashMap.newKeySet();
    private final NetServer server;
    private final Consumer<Buffer> recorder;
    private volatile boolean open = true;
    private volatile long delayMillis;

    public TcpGate(int target) {
        this(target, bytes -> {});
    }

    /** Also passes the bytes of clients to a recorder. */
    public TcpGate(int target, Consumer<Buffer> recorder) {
        this.recorder = recorder;
        server = vertx.createNetServer().connectHandler(socket -> connect(socket, target));
        server.listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().join();
    }

    public int port() {
        return server.actualPort();
    }

    public void shut() {
        open = false;
        sockets.forEach(NetSocket::close);
    }

    public void open() {
        open = true;
    }

    /** Delays the bytes in each direction by half a round trip. */
    public void roundTrip(long millis) {
        delayMillis = millis / 2;
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private void connect(NetSocket inward, int target) {
        if (!open) {
            inward.close();
            return;
        }
        sockets.add(inward);
        inward.pause();
        client.connect(target, "127.0.0.1")
                .onSuccess(outward -> {
                    inward.handler(bytes -> {
                        recorder.accept(bytes);
                        pass(bytes, outward);
                    });
                    outward.handler(bytes -> pass(bytes, inward));
                    inward.closeHandler(closed -> outward.close());
                    outward.closeHandler(closed -> inward.close());
                    inward.resume();
                })
                .onFailure(failure -> inward.close());
    }

    private void pass(Buffer bytes, NetSocket to) {
        if (delayMillis == 0) {
            to.write(bytes);
        } else {
            vertx.setTimer(delayMillis, elapsed -> to.write(bytes));
        }
    }
}
