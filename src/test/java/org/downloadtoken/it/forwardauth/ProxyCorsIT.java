package org.downloadtoken.it.forwardauth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.downloadtoken.DownloadTokenService;
import org.downloadtoken.demo.DemoCogs;
import org.downloadtoken.demo.DemoDataset;
import org.downloadtoken.demo.DemoUser;
import org.downloadtoken.testing.ApiClient;
import org.downloadtoken.testing.ApiResponse;
import org.downloadtoken.testing.PlainClient;
import org.downloadtoken.testing.Rasters;
import org.downloadtoken.testing.RunningService;
import org.downloadtoken.testing.Tokens;
import org.downloadtoken.testing.program.Caddy;
import org.downloadtoken.testing.program.Daemon;
import org.downloadtoken.testing.program.Nginx;
import org.downloadtoken.testing.program.ShippedConf;
import org.downloadtoken.testing.program.Tool;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests what a page of another origin may read through the shipped proxy configurations, in real proxies. */
class ProxyCorsIT {
    private static final String VIEWER = "https://viewer.example.com";
    private static final UUID PUBLIC = DemoDataset.PUBLIC.id();
    private static final String MINT = ApiClient.MINT + PUBLIC;

    @TempDir
    Path directory;

    private Path root = Path.of("");

    @BeforeEach
    void makeFile() throws IOException {
        root = Files.createDirectory(directory.resolve("cogs"));
        Files.copy(DemoCogs.file(), root.resolve(PUBLIC + ".tif"));
    }

    @Test
    void allowedPageReadsEveryResponseOfNginx() {
        Tool.NGINX.require();
        DownloadTokenService service = RunningService.start(Map.of("CORS_ALLOWED_ORIGINS", VIEWER));
        try (Nginx nginx = Nginx.start(directory, ShippedConf.nginx(service.port(), root, directory))) {
            PlainClient client = new PlainClient(nginx.port());
            mayReadEveryResponse(client);
            assertEquals(
                    404,
                    allowed(
                            client,
                            "GET",
                            ApiClient.download(DemoDataset.PRIVATE.id()),
                            "Authorization",
                            "Bearer " + Tokens.session(DemoUser.OUTSIDER)),
                    "hidden");
            String path = path(PUBLIC, client);
            RunningService.stop(service);

            assertEquals(Optional.of("Retry-After"), send(client, "GET", path).header("access-control-expose-headers"));
            for (String request : List.of("GET " + path, "POST " + MINT)) {
                ApiResponse down = send(client, request.split(" ")[0], request.split(" ")[1]);
                assertTrue(down.status() >= 502, request);
                assertEquals(List.of("*"), down.headers().get("access-control-allow-origin"), request);
            }
        } finally {
            RunningService.stop(service);
        }
    }

    @Test
    void allowedPageReadsEveryResponseOfCaddy() {
        Tool.CADDY.require();
        DownloadTokenService service = RunningService.start(
                Map.of("CORS_ALLOWED_ORIGINS", VIEWER, "FORWARD_AUTH_URI_HEADER", "X-Forwarded-Uri"));
        int port = Daemon.freePort();
        try (Daemon caddy = Caddy.start(directory, port, ShippedConf.caddy(service.port(), root, directory, port))) {
            PlainClient client = new PlainClient(caddy.port());
            mayReadEveryResponse(client);
            String path = path(PUBLIC, client);
            RunningService.stop(service);

            for (String request : List.of("GET " + path, "POST " + MINT)) {
                ApiResponse down = send(client, request.split(" ")[0], request.split(" ")[1]);
                assertEquals(502, down.status(), request);
                assertEquals(List.of("*"), down.headers().get("access-control-allow-origin"), request);
            }
        } finally {
            RunningService.stop(service);
        }
    }

    @Test
    void limitedPageReadsHowLongToWait() {
        Tool.NGINX.require();
        DownloadTokenService service = RunningService.start(Map.of(
                "CORS_ALLOWED_ORIGINS", VIEWER, "INVALID_CREDENTIALS_PER_MINUTE", "1", "TRUSTED_PROXIES", "127.0.0.1"));
        try (Nginx nginx = Nginx.start(directory, ShippedConf.nginx(service.port(), root, directory))) {
            PlainClient client = new PlainClient(nginx.port());
            String invalid = ApiClient.download(PUBLIC) + "?token=x.y.z";

            assertEquals(401, allowed(client, "GET", invalid));
            assertEquals(429, allowed(client, "GET", invalid));
        } finally {
            RunningService.stop(service);
        }
    }

    private static void mayReadEveryResponse(PlainClient client) {
        String path = path(PUBLIC, client);
        String etag = client.request("HEAD", path).header("etag").orElseThrow();

        assertEquals(200, allowed(client, "GET", path));
        assertEquals(200, allowed(client, "HEAD", path));
        assertEquals(206, allowed(client, "GET", path, "Range", "bytes=0-9"));
        assertEquals(304, allowed(client, "GET", path, "If-None-Match", etag));
        assertEquals(412, allowed(client, "GET", path, "If-Match", "\"x\""));
        assertEquals(416, allowed(client, "GET", path, "Range", "bytes=99999999-"));
        assertEquals(401, allowed(client, "GET", ApiClient.download(PUBLIC)));
        assertEquals(401, allowed(client, "GET", ApiClient.download(PUBLIC) + "?token=x"));
        assertEquals(404, allowed(client, "GET", path(Rasters.add("public"), client)), "no file");
        assertEquals(200, allowed(client, "POST", MINT));
        assertEquals(404, allowed(client, "POST", ApiClient.MINT + UUID.randomUUID()));
        preflightNeedsNoCredential(client);

        for (String[] origin : new String[][] {{}, {"Origin", "https://stranger.example.com"}}) {
            ApiResponse stranger = client.request("GET", path, origin);
            assertEquals(200, stranger.status());
            assertEquals(Optional.empty(), stranger.header("access-control-allow-origin"));
            assertEquals(Optional.empty(), stranger.header("access-control-expose-headers"));
        }
    }

    private static void preflightNeedsNoCredential(PlainClient client) {
        ApiResponse preflight = send(
                client,
                "OPTIONS",
                ApiClient.download(PUBLIC) + "?token=x",
                "Access-Control-Request-Method",
                "GET",
                "Access-Control-Request-Headers",
                "range,traceparent");
        assertEquals(204, preflight.status());
        assertReadable(preflight);
        List<String> headers = List.of(
                preflight.header("access-control-allow-headers").orElse("").split(", ?"));
        assertTrue(headers.containsAll(List.of("Authorization", "range", "traceparent")), headers::toString);
        assertTrue(preflight.header("access-control-allow-methods").orElse("").contains("GET, HEAD"));
        assertTrue(preflight.headers().get("vary").toString().contains("Access-Control-Request-Headers"));
    }

    private static int allowed(PlainClient client, String method, String path, String... headers) {
        ApiResponse response = send(client, method, path, headers);
        assertReadable(response);
        assertTrue(response.headers()
                .get("vary")
                .toString()
                .toLowerCase(Locale.ROOT)
                .contains("origin"));
        return response.status();
    }

    private static void assertReadable(ApiResponse response) {
        assertEquals(List.of(VIEWER), response.headers().get("access-control-allow-origin"), response::toString);
        List<String> exposed = response.headers().get("access-control-expose-headers");
        assertEquals(1, exposed.size(), response::toString);
        assertTrue(exposed.get(0).contains("Content-Range, ETag, RateLimit, RateLimit-Policy, Retry-After"));
        assertEquals(Optional.empty(), response.header("access-control-allow-credentials"));
    }

    private static ApiResponse send(PlainClient client, String method, String path, String... headers) {
        String[] all = Stream.concat(Stream.of("Origin", VIEWER), Arrays.stream(headers))
                .toArray(String[]::new);
        return client.request(method, path, all);
    }

    private static String path(UUID datasetId, PlainClient client) {
        return ApiClient.download(datasetId) + "?token="
                + client.request("POST", ApiClient.MINT + datasetId).token();
    }
}
