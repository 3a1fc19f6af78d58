package org.downloadtoken.testing.rollout;

import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Distributes connections to ports of this machine, as a node does for a service of Kubernetes: by endpoints that it learns
 * after a delay, connection by connection. It repeats nothing, and open connections stay where they are.
 */
final class EndpointBalancer implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx();
    private final NetClient client = vertx.createNetClient();
    private final NetServer server = vertx.createNetServer().connectHandler(this::connect);
    private final List<Integer> endpoints = new CopyOnWriteArrayList<>();
    private final AtomicInteger next = new AtomicInteger();
    private final long delayMillis;

    EndpointBalancer(long delayMillis) {
        this.delayMillis = delayMillis;
        server.listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().join();
    }

    int port() {
        return server.actualPort();
    }

    /** Uses this endpoint for new connections from now on. */
    void add(int port) {
        endpoints.add(port);
    }

    /** Uses this endpoint for no new connections once the delay is over. */
    void remove(int port) {
        vertx.setTimer(Math.max(1, delayMillis), elapsed -> endpoints.remove(Integer.valueOf(port)));
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private void connect(NetSocket inward) {
        inward.pause();
        int endpoint = endpoints.get(Math.floorMod(next.getAndIncrement(), endpoints.size()));
        client.connect(endpoint, "127.0.0.1")
                .onSuccess(outward -> {
                    inward.pipeTo(outward).onFailure(failed -> outward.close());
                    outward.pipeTo(inward).onFailure(failed -> inward.close());
                })
                .onFailure(failure -> inward.close());
    }
}
