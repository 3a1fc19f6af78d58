package org.downloadtoken.it.forwardauth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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

/** Tests the shipped proxy configurations in real proxies with the service and a real COG. */
class ProxyIT {
    private static final UUID PUBLIC = DemoDataset.PUBLIC.id();
    private static final UUID PRIVATE = DemoDataset.PRIVATE.id();

    @TempDir
    Path directory;

    private Path root = Path.of("");

    @BeforeEach
    void makeFiles() throws IOException {
        root = Files.createDirectory(directory.resolve("cogs"));
        for (UUID datasetId : new UUID[] {PUBLIC, PRIVATE}) {
            Files.copy(DemoCogs.file(), root.resolve(datasetId + ".tif"));
        }
    }

    @Test
    void nginxServesTheDatasetOfTheTokenAndLogsNoToken() throws IOException {
        Tool.NGINX.require();
        DownloadTokenService service = RunningService.start(Map.of());
        Path logs = Files.createDirectory(directory.resolve("nginx"));
        try (Nginx nginx = Nginx.start(logs, ShippedConf.nginx(service.port(), root, logs))) {
            PlainClient client = new PlainClient(nginx.port());
            servesWhatTheTokenOpens(client);
            assertEquals(
                    404,
                    download(client, PRIVATE, "", session(DemoUser.OUTSIDER)).status(),
                    "hidden");
            ApiResponse missing = download(client, UUID.randomUUID(), "", session(DemoUser.OUTSIDER));
            ApiResponse hidden = download(client, PRIVATE, "", session(DemoUser.OUTSIDER));
            assertEquals(missing.body(), hidden.body());
            UUID noFile = Rasters.add("public");
            assertEquals(
                    missing.body(),
                    download(client, noFile, token(client, noFile)).body());

            String token = token(client, PUBLIC);
            RunningService.stop(service);

            ApiResponse unavailable = download(client, PUBLIC, token);
            assertEquals(503, unavailable.status());
            assertEquals(Optional.of("1"), unavailable.header("retry-after"));
            assertNoTokenIn(logs);
        } finally {
            RunningService.stop(service);
        }
    }

    /** auth_request turns a 429 into a 500, which the configuration turns back. */
    @Test
    void nginxTellsALimitedClientSo() throws IOException {
        Tool.NGINX.require();
        DownloadTokenService service =
                RunningService.start(Map.of("INVALID_CREDENTIALS_PER_MINUTE", "1", "TRUSTED_PROXIES", "127.0.0.1"));
        Path logs = Files.createDirectory(directory.resolve("nginx"));
        try (Nginx nginx = Nginx.start(logs, ShippedConf.nginx(service.port(), root, logs))) {
            PlainClient client = new PlainClient(nginx.port());
            assertEquals(401, download(client, PUBLIC, "x.y.z").status());

            ApiResponse limited = download(client, PUBLIC, "x.y.z");

            assertEquals(429, limited.status());
            assertTrue(limited.body().contains("\"status\":429"), limited.body());
            int seconds = Integer.parseInt(limited.header("retry-after").orElse("0"));
            assertTrue(seconds > 1 && seconds <= 60, "retry-after: " + seconds);
        } finally {
            RunningService.stop(service);
        }
    }

    /** A client could send its credential header to another scheme, host or port that a redirect names. */
    @Test
    void nginxRedirectsWithinItsOwnOrigin() throws IOException {
        Tool.NGINX.require();
        Path logs = Files.createDirectory(directory.resolve("nginx"));
        try (Nginx nginx = Nginx.start(logs, ShippedConf.nginx(Daemon.freePort(), root, logs))) {
            ApiResponse redirect = new PlainClient(nginx.port()).request("GET", "/api?x=1", "X-Api-Key", "k");

            assertEquals(301, redirect.status());
            assertEquals(Optional.of("/api/?x=1"), redirect.header("location"));
        }
    }

    @Test
    void caddyServesTheDatasetOfTheTokenAndLogsNoToken() throws IOException {
        Tool.CADDY.require();
        DownloadTokenService service = RunningService.start(Map.of("FORWARD_AUTH_URI_HEADER", "X-Forwarded-Uri"));
        Path logs = Files.createDirectory(directory.resolve("caddy"));
        int port = Daemon.freePort();
        try (Daemon caddy = Caddy.start(logs, port, ShippedConf.caddy(service.port(), root, logs, port))) {
            PlainClient client = new PlainClient(caddy.port());
            servesWhatTheTokenOpens(client);
            assertEquals(
                    403,
                    download(client, PRIVATE, "", session(DemoUser.OUTSIDER)).status(),
                    "hidden");

            String token = token(client, PUBLIC);
            RunningService.stop(service);

            assertEquals(502, download(client, PUBLIC, token).status());
            assertNoTokenIn(logs);
        } finally {
            RunningService.stop(service);
        }
    }

    private static void servesWhatTheTokenOpens(PlainClient client) throws IOException {
        String bytes = Files.readString(DemoCogs.file(), StandardCharsets.ISO_8859_1);
        String token = token(client, PUBLIC);

        ApiResponse whole = download(client, PUBLIC, token);
        assertEquals(200, whole.status());
        assertEquals(bytes, whole.body());
        assertEquals(
                Optional.of("image/tiff; application=geotiff; profile=cloud-optimized"), whole.header("content-type"));
        assertEquals(Optional.of("private, no-cache"), whole.header("cache-control"));
        assertEquals(Optional.of("no-referrer"), whole.header("referrer-policy"));
        assertEquals(
                Optional.of("attachment; filename=\"" + PUBLIC + ".cog.tif\""), whole.header("content-disposition"));

        ApiResponse range = download(client, PUBLIC, token, "Range", "bytes=1000-1999");
        assertEquals(206, range.status());
        assertEquals(bytes.substring(1000, 2000), range.body());
        assertEquals(
                206,
                download(
                                client,
                                PUBLIC,
                                token,
                                "Range",
                                "bytes=0-9",
                                "If-Range",
                                whole.header("etag").orElseThrow())
                        .status());
        assertEquals(
                304,
                download(
                                client,
                                PUBLIC,
                                token,
                                "If-None-Match",
                                whole.header("etag").orElseThrow())
                        .status());
        assertEquals(
                416, download(client, PUBLIC, token, "Range", "bytes=99999999-").status());

        ApiResponse head = client.request("HEAD", path(PUBLIC, token));
        assertEquals(200, head.status());
        assertEquals(Optional.of(String.valueOf(bytes.length())), head.header("content-length"));

        String upper = ApiClient.download(PUBLIC)
                .replace(PUBLIC.toString(), PUBLIC.toString().toUpperCase(Locale.ROOT));
        assertEquals(200, client.request("GET", upper + "?token=" + token).status());

        String named = path(PUBLIC, token).replace("/cog?", "/coastlines.tif?");
        assertEquals(bytes, client.request("GET", named).body());

        refuses(client, token);
    }

    private static void refuses(PlainClient client, String token) {
        assertEquals(401, client.request("GET", ApiClient.download(PUBLIC)).status(), "no credential");
        assertEquals(401, download(client, PUBLIC, "x").status());
        for (String parameter : new String[] {"TOKEN", "Token", "%54oken"}) {
            ApiResponse response = client.request("GET", ApiClient.download(PUBLIC) + "?" + parameter + "=" + token);
            assertEquals(401, response.status(), parameter);
        }
        assertEquals(401, download(client, PUBLIC, token + "&token=" + token).status(), "two tokens");
        assertEquals(401, download(client, PRIVATE, token).status(), "another dataset");
        assertEquals(
                401, download(client, PUBLIC, Tokens.session(DemoUser.ADMIN)).status(), "a session");
        assertEquals(
                200, download(client, PRIVATE, "x", session(DemoUser.OWNER)).status(), "a session in its header");
        assertTrue(client.request("POST", path(PUBLIC, token)).status() >= 400);
        for (String header : new String[] {"X-Original-URI", "X-Forwarded-Uri", "X-Original-URL", "X-Rewrite-URL"}) {
            int smuggled = client.request("GET", path(PRIVATE, token), header, path(PUBLIC, token))
                    .status();
            assertEquals(401, smuggled, header);
        }
        int named = client.request("GET", path(PUBLIC, "x"), "X-Download-Dataset", PUBLIC.toString())
                .status();
        assertEquals(401, named);
        for (String written : new String[] {
            "/api/datasets/../datasets/" + PRIVATE + "/download/cog",
            "/api/datasets/" + PUBLIC + "/download/cog/../../../" + PRIVATE + "/download/cog",
            "/api/datasets/" + PRIVATE + "/download/c%6fg",
            "//api/datasets/" + PRIVATE + "/download/cog",
            "/" + PRIVATE + ".tif",
        }) {
            ApiResponse response = client.request("GET", written + "?token=" + token);
            assertTrue(response.status() == 401 || response.status() == 404, written + ": " + response.status());
        }
        for (String written : new String[] {"verify", "verify/", "verify//", "verify/.", "./verify/", "%76erify/"}) {
            for (String header : new String[] {"X-Original-URI", "X-Forwarded-Uri"}) {
                assertEquals(
                        404,
                        client.request("GET", "/api/auth/" + written, header, path(PUBLIC, token))
                                .status(),
                        written);
            }
        }
    }

    private void assertNoTokenIn(Path logs) throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.walk(logs)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                all.append(Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
        assertTrue(all.toString().contains("/api/datasets/" + PUBLIC + "/download/cog"), "requests are logged");
        assertFalse(all.toString().contains("eyJ"), all::toString); // the start of every JWT
    }

    private static String token(PlainClient client, UUID datasetId) {
        return client.request("POST", ApiClient.MINT + datasetId).token();
    }

    private static String path(UUID datasetId, String token) {
        return ApiClient.download(datasetId) + "?token=" + token;
    }

    private static ApiResponse download(PlainClient client, UUID datasetId, String token, String... headers) {
        return client.request("GET", token.isEmpty() ? ApiClient.download(datasetId) : path(datasetId, token), headers);
    }

    private static String[] session(DemoUser user) {
        return new String[] {"Authorization", "Bearer " + Tokens.session(user)};
    }
}
