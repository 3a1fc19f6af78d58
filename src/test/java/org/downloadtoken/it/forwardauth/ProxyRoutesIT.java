package org.downloadtoken.it.forwardauth;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import org.downloadtoken.testing.PlainClient;
import org.downloadtoken.testing.program.Caddy;
import org.downloadtoken.testing.program.Daemon;
import org.downloadtoken.testing.program.Nginx;
import org.downloadtoken.testing.program.ShippedConf;
import org.downloadtoken.testing.program.Tool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests which requests the shipped proxy configurations send to the service, in real proxies. A stub stands in for the service. */
class ProxyRoutesIT {
    private static final String SIGN = "/api/auth/sign?href=https%3A%2F%2Fmaps.example.com%2Fx&y=1";
    private static final int BATCH_BYTES = 8_192;

    @TempDir
    Path directory;

    private final Vertx vertx = Vertx.vertx();
    private int service;

    @BeforeEach
    void startService() {
        HttpServer server = vertx.createHttpServer()
                .requestHandler(request -> request.body()
                        .onSuccess(body ->
                                request.response().end(request.method() + " " + request.uri() + " " + body.length())));
        service = server.listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join()
                .actualPort();
    }

    @AfterEach
    void stopService() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void nginxSendsRequestsForTokensToTheService() {
        Tool.NGINX.require();
        try (Nginx nginx = Nginx.start(directory, ShippedConf.nginx(service, directory, directory))) {
            assertRouted(nginx.port());
        }
    }

    @Test
    void caddySendsRequestsForTokensToTheService() {
        Tool.CADDY.require();
        int port = Daemon.freePort();
        String conf = ShippedConf.caddy(service, directory, directory, port);
        try (Daemon caddy = Caddy.start(directory, port, conf)) {
            assertRouted(caddy.port());
        }
    }

    @Test
    void nginxBeforeGeolensSendsRequestsForTokensToTheService() {
        Tool.NGINX.require();
        String conf = ShippedConf.geolensNginx(service, Daemon.freePort(), directory);
        try (Nginx nginx = Nginx.start(directory, conf)) {
            assertRouted(nginx.port());
        }
    }

    private static void assertRouted(int port) {
        PlainClient client = new PlainClient(port);

        assertEquals(
                "POST /api/auth/download-token/x 0",
                client.request("POST", "/api/auth/download-token/x").body());
        assertEquals("GET " + SIGN + " 0", client.request("GET", SIGN).body());
        assertEquals(
                "POST /api/auth/download-tokens " + BATCH_BYTES,
                client.request("POST", "/api/auth/download-tokens", BodyPublishers.ofByteArray(new byte[BATCH_BYTES]))
                        .body());
    }
}
