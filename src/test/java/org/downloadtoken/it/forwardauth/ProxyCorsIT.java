package org.downloadtoken.it.forwardauth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
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
        DownloadTokenService service = RunningService.start(Map.of("CORS_ALLOWED_ORIGINS", AllowedPage.ORIGIN));
        try (Nginx nginx = Nginx.start(directory, ShippedConf.nginx(service.port(), root, directory))) {
            PlainClient client = new PlainClient(nginx.port());
            AllowedPage page = new AllowedPage(client);
            mayReadEveryResponse(page);
            assertEquals(
                    404,
                    page.read(
                            "GET",
                            ApiClient.download(DemoDataset.PRIVATE.id()),
                            "Authorization",
                            "Bearer " + Tokens.session(DemoUser.OUTSIDER)),
                    "hidden");
            String path = path(PUBLIC, client);
            RunningService.stop(service);

            assertEquals(Optional.of("Retry-After"), page.send("GET", path).header("access-control-expose-headers"));
            for (String request : List.of("GET " + path, "POST " + MINT)) {
                ApiResponse down = page.send(request.split(" ")[0], request.split(" ")[1]);
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
                Map.of("CORS_ALLOWED_ORIGINS", AllowedPage.ORIGIN, "FORWARD_AUTH_URI_HEADER", "X-Forwarded-Uri"));
        int port = Daemon.freePort();
        try (Daemon caddy = Caddy.start(directory, port, ShippedConf.caddy(service.port(), root, directory, port))) {
            PlainClient client = new PlainClient(caddy.port());
            AllowedPage page = new AllowedPage(client);
            mayReadEveryResponse(page);
            String path = path(PUBLIC, client);
            RunningService.stop(service);

            for (String request : List.of("GET " + path, "POST " + MINT)) {
                ApiResponse down = page.send(request.split(" ")[0], request.split(" ")[1]);
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
                "CORS_ALLOWED_ORIGINS",
                AllowedPage.ORIGIN,
                "INVALID_CREDENTIALS_PER_MINUTE",
                "1",
                "TRUSTED_PROXIES",
                "127.0.0.1"));
        try (Nginx nginx = Nginx.start(directory, ShippedConf.nginx(service.port(), root, directory))) {
            PlainClient client = new PlainClient(nginx.port());
            AllowedPage page = new AllowedPage(client);
            String invalid = ApiClient.download(PUBLIC) + "?token=x.y.z";

            assertEquals(401, page.read("GET", invalid));
            assertEquals(429, page.read("GET", invalid));
        } finally {
            RunningService.stop(service);
        }
    }

    private static void mayReadEveryResponse(AllowedPage page) {
        PlainClient client = page.client();
        String path = path(PUBLIC, client);
        String etag = client.request("HEAD", path).header("etag").orElseThrow();

        assertEquals(200, page.read("GET", path));
        assertEquals(200, page.read("HEAD", path));
        assertEquals(206, page.read("GET", path, "Range", "bytes=0-9"));
        assertEquals(304, page.read("GET", path, "If-None-Match", etag));
        assertEquals(412, page.read("GET", path, "If-Match", "\"x\""));
        assertEquals(416, page.read("GET", path, "Range", "bytes=99999999-"));
        assertEquals(401, page.read("GET", ApiClient.download(PUBLIC)));
        assertEquals(401, page.read("GET", ApiClient.download(PUBLIC) + "?token=x"));
        String noFile = path(Rasters.add("public"), client);
        assertEquals(404, page.read("GET", noFile));
        assertEquals(Optional.empty(), client.request("GET", noFile).header("content-disposition"));
        assertEquals(200, page.read("POST", MINT));
        assertEquals(404, page.read("POST", ApiClient.MINT + UUID.randomUUID()));
        page.preflightNeedsNoCredential(ApiClient.download(PUBLIC));

        for (String[] origin : new String[][] {{}, {"Origin", "https://stranger.example.com"}}) {
            ApiResponse stranger = client.request("GET", path, origin);
            assertEquals(200, stranger.status());
            assertEquals(Optional.empty(), stranger.header("access-control-allow-origin"));
            assertEquals(Optional.empty(), stranger.header("access-control-expose-headers"));
        }
    }

    private static String path(UUID datasetId, PlainClient client) {
        return ApiClient.download(datasetId) + "?token="
                + client.request("POST", ApiClient.MINT + datasetId).token();
    }
}
