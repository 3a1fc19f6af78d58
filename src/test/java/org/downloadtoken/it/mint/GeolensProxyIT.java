package org.downloadtoken.it.mint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.downloadtoken.DownloadTokenService;
import org.downloadtoken.demo.DemoDataset;
import org.downloadtoken.testing.ApiClient;
import org.downloadtoken.testing.ApiResponse;
import org.downloadtoken.testing.PlainClient;
import org.downloadtoken.testing.RunningService;
import org.downloadtoken.testing.program.Daemon;
import org.downloadtoken.testing.program.Nginx;
import org.downloadtoken.testing.program.ShippedConf;
import org.downloadtoken.testing.program.Tool;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests conf/proxy/geolens-nginx.conf in a real nginx. A stub stands in for GeoLens. */
class GeolensProxyIT {
    private static final UUID PUBLIC = DemoDataset.PUBLIC.id();
    private static final String ID = "2489e9ad-2ee2-8e00-8ec9-32d5f69181c0";

    @RegisterExtension
    static final RunningService SERVICE = new RunningService(Map.of("TRUSTED_PROXIES", "127.0.0.1"));

    @TempDir
    static Path directory;

    private static Vertx vertx;
    private static HttpServer geolens;
    private static Nginx nginx;

    @BeforeAll
    static void startBoth() throws IOException {
        Tool.NGINX.require();
        vertx = Vertx.vertx();
        geolens = vertx.createHttpServer()
                .requestHandler(request -> request.body()
                        .onSuccess(body -> request.response()
                                .setStatusCode(202)
                                .putHeader(
                                        "X-Seen-Forwarded-For",
                                        request.headers().getAll("X-Forwarded-For"))
                                .putHeader("X-Seen-Host", request.getHeader("Host"))
                                .end("GeoLens " + request.method() + " " + request.uri() + " " + body.length())));
        await(geolens.listen(0, "127.0.0.1").toCompletionStage());
        nginx = start("all", SERVICE.port());
    }

    @AfterAll
    static void stopBoth() {
        if (nginx != null) {
            nginx.close();
        }
        if (vertx != null) {
            await(vertx.close().toCompletionStage());
        }
    }

    @Test
    void serviceMintsTheToken() {
        ApiResponse minted = nginx.request("POST", ApiClient.MINT + PUBLIC);

        assertEquals(200, minted.status());
        assertEquals(Optional.of("no-store"), minted.header("cache-control"));
        assertEquals(
                200, nginx.request("POST", ApiClient.MINT + PUBLIC + "?x=1").status());
        assertEquals(3, minted.token().split("\\.").length);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/.well-known/jwks.json", "/.well-known/jwks.json"})
    void serviceSendsTheKeys(String path) {
        ApiResponse keys = nginx.request("GET", path);

        assertEquals(200, keys.status());
        assertEquals(
                SERVICE.client().request("GET", "/api/.well-known/jwks.json").body(), keys.body());
    }

    @ParameterizedTest
    @CsvSource({"GET, /api/auth/sign", "GET, /api/auth/sign?href=x", "POST, /api/auth/download-tokens"})
    void serviceAnswersItsOtherOperations(String method, String path) {
        ApiResponse response = nginx.request(method, path);

        assertTrue(response.status() >= 400, response::toString);
        assertEquals(Optional.of("application/problem+json"), response.header("content-type"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/api/auth/sign/",
                "/api/auth/signs",
                "/api/auth/download-tokens/",
                "/api/auth/login",
                "/api/auth/login?next=/api/auth/download-token/" + ID,
                "/api/auth/refresh/",
                "/api/auth/verify",
                "/api/datasets/" + ID + "/download/cog?token=a.b.c",
                "/api/datasets/" + ID + "/download/cog/",
                "/api/auth/download-token",
                "/api/auth/download-token/",
                "/api/auth/download-token/" + ID + "/",
                "/api/auth/download-token/" + ID + "/?x=1",
                "/api/auth/download-token/" + ID + "/x",
                "/api/auth/download-token/" + ID + "%2F",
                "/api/auth/download-token/" + ID + "%2fx",
                "/api/auth/download-token//" + ID,
                "/api/auth/download-token/../login",
                "/api/auth/download-token/%2e%2e/login",
                "/api/auth/download-token/" + ID + "/..",
                "/api/auth/download-tokens/" + ID,
                "/api/auth/download_token/" + ID,
                "/api/auth/Download-Token/" + ID,
                "/api/auth/x/download-token/" + ID,
                "/auth/download-token/" + ID,
                "/x/api/auth/download-token/" + ID,
                "//api/auth/download-token/" + ID,
                "/api//auth/download-token/" + ID,
                "/api/.well-known/jwks.json/",
                "/api/.well-known/jwks.jsonx",
                "/api/.well-known/jwks_json",
                "/api/.well-known/openid-configuration",
                "/.well-known/security.txt",
                "/.well-known//jwks.json"
            })
    void geolensAnswersEverythingElse(String path) {
        for (String method : List.of("GET", "POST", "PUT", "DELETE")) {
            ApiResponse response = nginx.request(method, path);

            assertEquals(202, response.status(), method);
            assertEquals("GeoLens " + method + " " + path + " 0", response.body());
        }
    }

    @Test
    void uploadToGeolensMayBeLarge() {
        ApiResponse response = new PlainClient(nginx.port())
                .request("POST", "/api/ingest/upload", BodyPublishers.ofByteArray(new byte[3 << 20]));

        assertEquals("GeoLens POST /api/ingest/upload " + (3 << 20), response.body());
    }

    @Test
    void geolensLearnsTheAddressOfTheClientAndNoForgedOne() {
        ApiResponse response = nginx.request("GET", "/api/auth/me", "X-Forwarded-For", "203.0.113.9");

        assertEquals(List.of("127.0.0.1"), response.headers().get("x-seen-forwarded-for"));
        assertEquals(Optional.of("127.0.0.1:" + nginx.port()), response.header("x-seen-host"));
    }

    @ParameterizedTest
    @CsvSource({
        "404, POST, d0000000-0000-4000-8000-000000000004, ''",
        "404, POST, 00000000-0000-4000-8000-000000000004, ''",
        "422, POST, no-uuid, ''",
        "422, POST, " + ID + "x, ''",
        "422, POST, %7B" + ID + "%7D, ''",
        "401, POST, " + ID + ", x.y.z",
        "405, GET, " + ID + ", ''"
    })
    void errorOfTheServiceArrivesUnchanged(int status, String method, String id, String session) {
        String[] headers = session.isEmpty() ? new String[0] : new String[] {"Authorization", "Bearer " + session};

        ApiResponse direct = SERVICE.client().request(method, ApiClient.MINT + id, headers);
        ApiResponse proxied = nginx.request(method, ApiClient.MINT + id, headers);

        assertEquals(status, proxied.status());
        assertEquals(direct.status(), proxied.status());
        assertEquals(direct.body(), proxied.body());
        assertEquals(ofService(direct), ofService(proxied));
    }

    @Test
    void limitedClientLearnsWhenToComeBack() throws IOException {
        DownloadTokenService limited =
                RunningService.start(Map.of("RATE_LIMIT_PER_MINUTE", "1", "TRUSTED_PROXIES", "127.0.0.1"));
        try (Nginx inFront = start("limited", limited.port())) {
            assertEquals(200, inFront.request("POST", ApiClient.MINT + PUBLIC).status());

            ApiResponse response = inFront.request("POST", ApiClient.MINT + PUBLIC);

            assertEquals(429, response.status());
            assertEquals(429, response.json().getInteger("status"));
            assertEquals(Optional.of("application/problem+json"), response.header("content-type"));
            int seconds = Integer.parseInt(response.header("retry-after").orElse("0"));
            assertTrue(seconds > 1 && seconds <= 60, "retry-after: " + seconds);
        } finally {
            RunningService.stop(limited);
        }
    }

    @Test
    void whileTheServiceIsDownAMintIsAnswered503AndGeolensWorks() throws IOException {
        try (Nginx alone = start("alone", Daemon.freePort())) {
            for (ApiResponse response : List.of(
                    alone.request("POST", ApiClient.MINT + PUBLIC), alone.request("GET", "/.well-known/jwks.json"))) {
                assertEquals(503, response.status());
                assertEquals(503, response.json().getInteger("status"));
                assertEquals(Optional.of("1"), response.header("retry-after"));
                assertEquals(Optional.of("application/problem+json"), response.header("content-type"));
            }
            assertEquals(202, alone.request("GET", "/api/auth/me").status());
        }
    }

    @Test
    void noTokenIsLogged() throws IOException {
        String token = nginx.request("POST", ApiClient.MINT + PUBLIC).token();
        String url = ApiClient.download(PUBLIC) + "?token=" + token;
        nginx.request("GET", url, "Referer", "http://viewer.example.com" + url);
        nginx.request("GET", ApiClient.MINT + PUBLIC + "?token=" + token);
        try (Nginx alone = start("errors", Daemon.freePort())) {
            alone.request("POST", ApiClient.MINT + PUBLIC + "?token=" + token);
        }

        try (Stream<Path> logs = Files.walk(directory)) {
            for (Path log : logs.filter(Files::isRegularFile).toList()) {
                assertFalse(Files.readString(log).contains(token), log.toString());
            }
        }
        assertTrue(Files.readString(directory.resolve("all/geolens.access.log"))
                .contains("GET " + ApiClient.download(PUBLIC) + " HTTP/1.1\" 202"));
    }

    private static Nginx start(String name, int service) throws IOException {
        Path logs = Files.createDirectory(directory.resolve(name));
        return Nginx.start(logs, ShippedConf.geolensNginx(service, geolens.actualPort(), logs));
    }

    /** The headers, except those that belong to the connection. */
    private static Map<String, List<String>> ofService(ApiResponse response) {
        Map<String, List<String>> headers = new HashMap<>(response.headers());
        headers.keySet().removeAll(List.of("server", "date", "connection", "keep-alive"));
        return headers;
    }

    private static <T> T await(CompletionStage<T> result) {
        return result.toCompletableFuture().join();
    }
}
