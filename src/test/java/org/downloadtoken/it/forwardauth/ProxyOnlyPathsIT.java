package org.downloadtoken.it.forwardauth;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.List;
import org.downloadtoken.testing.ApiResponse;
import org.downloadtoken.testing.RawResponse;
import org.downloadtoken.testing.program.Caddy;
import org.downloadtoken.testing.program.Daemon;
import org.downloadtoken.testing.program.Nginx;
import org.downloadtoken.testing.program.ShippedConf;
import org.downloadtoken.testing.program.Tool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests that no client reaches the operations that only proxies may use, in real proxies. A stub stands in for the service. It
 * answers each request with 200.
 */
class ProxyOnlyPathsIT {
    /** Forms of the path of an operation. */
    private static final List<String> FORMS = List.of(
            "/api/auth/OP",
            "/api/auth/OP/",
            "/api/auth/OP/tiles/ID/1/2/3.png",
            "/api/auth/OP//x",
            "/api/auth/OPx",
            "//api/auth/OP/x",
            "/api//auth/OP/x",
            "/api/auth//OP/x",
            "/./api/auth/OP/x",
            "/api/auth/./OP/x",
            "/api/x/../auth/OP/x",
            "/api/x/%2e%2e/auth/OP/x",
            "/api/auth%2FOP/x",
            "/%61pi/auth/OP/x",
            "/api/%61uth/OP/x",
            "/api/auth/download-token/../OP/x",
            "/api/auth/OP/x/..",
            "/api/auth/OP%2Fx",
            "/api/auth/OP%3Fx",
            "http://maps.example.com/api/auth/OP/x");

    /** A proxy resolves them to another path, but sends them as they are. The service compares this path as it is. */
    private static final List<String> RESOLVED = List.of(
            "/api/auth/ext-authz/../../docs",
            "/api/auth/ext-authz/..",
            "/api/auth/ext-authz/../download-tokens",
            "/api/auth/ext-authz/../sign",
            "/api/auth/ext-authz/../download-token/ID",
            "/api/auth/ext-authz/%2e%2e/download-token/ID",
            "/api/auth/ext-authz/x/../../download-token/ID",
            "/api/auth/ext-authz/../../.well-known/jwks.json",
            "/api/auth/ext-authz/../../datasets/ID/download/cog",
            "http://maps.example.com/api/auth/ext-authz/../download-token/ID");

    @TempDir
    Path directory;

    private final Vertx vertx = Vertx.vertx();
    private int service;

    @BeforeEach
    void startService() {
        service = listen(200);
    }

    @AfterEach
    void stopService() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void nginxKeepsClientsOut() {
        Tool.NGINX.require();
        try (Nginx nginx = Nginx.start(directory, ShippedConf.nginx(service, directory, directory))) {
            assertKeepsClientsOut(nginx.port());
        }
    }

    @Test
    void caddyKeepsClientsOut() {
        Tool.CADDY.require();
        int port = Daemon.freePort();
        try (Daemon caddy = Caddy.start(directory, port, ShippedConf.caddy(service, directory, directory, port))) {
            assertKeepsClientsOut(caddy.port());
        }
    }

    @Test
    void nginxBeforeGeolensKeepsClientsOut() {
        Tool.NGINX.require();
        String conf = ShippedConf.geolensNginx(service, listen(404), directory);
        try (Nginx nginx = Nginx.start(directory, conf)) {
            assertKeepsClientsOut(nginx.port());
        }
    }

    private static void assertKeepsClientsOut(int port) {
        for (String method : List.of("GET", "HEAD", "POST", "OPTIONS")) {
            for (String path : FORMS) {
                assertUnknown(port, method + " " + path.replace("OP", "verify"));
                assertUnknown(port, method + " " + path.replace("OP", "ext-authz"));
            }
            RESOLVED.forEach(path -> assertUnknown(port, method + " " + path));
        }
    }

    /** The headers are those of a preflight request, if the method is OPTIONS. */
    private static void assertUnknown(int port, String request) {
        String target = request.replace("ID", "2489e9ad-2ee2-8e00-8ec9-32d5f69181c0") + "?token=x";
        ApiResponse response = RawResponse.to(
                port,
                target + " HTTP/1.1\r\nHost: x\r\nOrigin: " + AllowedPage.ORIGIN
                        + "\r\nAccess-Control-Request-Method: GET\r\nConnection: close\r\n\r\n");

        assertEquals(404, response.status(), target);
    }

    private int listen(int status) {
        return vertx.createHttpServer()
                .requestHandler(
                        request -> request.response().setStatusCode(status).end())
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join()
                .actualPort();
    }
}
