package org.downloadtoken.bench.server;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;

/** The common part of the baselines: Vert.x with one event loop, and a body as long as that of a mint response. */
final class BareServer {
    static final Buffer MINT_BODY = Buffer.buffer("{\"token\":\"" + "x".repeat(236) + "\",\"expires_in\":120}");

    private BareServer() {}

    static Vertx vertx() {
        return Vertx.vertx(new VertxOptions().setPreferNativeTransport(true).setEventLoopPoolSize(1));
    }

    /** Returns when the server listens. */
    static void start(Vertx vertx, int port, Handler<HttpServerRequest> handler) {
        vertx.createHttpServer(new HttpServerOptions().setHttp2ClearTextEnabled(false))
                .requestHandler(handler)
                .listen(port, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }
}
