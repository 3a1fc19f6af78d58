package org.downloadtoken.it.forwardauth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.downloadtoken.DownloadTokenService;
import org.downloadtoken.demo.DemoDataset;
import org.downloadtoken.testing.ApiClient;
import org.downloadtoken.testing.ApiResponse;
import org.downloadtoken.testing.PlainClient;
import org.downloadtoken.testing.RunningService;
import org.downloadtoken.testing.program.Caddy;
import org.downloadtoken.testing.program.Daemon;
import org.downloadtoken.testing.program.Nginx;
import org.downloadtoken.testing.program.ShippedConf;
import org.downloadtoken.testing.program.Tool;
import org.downloadtoken.testing.store.EchoServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests tiles and a Zarr store behind the shipped proxy configurations, in real proxies. A server of files stands in for the store. */
class ProxyStoreIT {
    private static final UUID PUBLIC = DemoDataset.PUBLIC.id();
    private static final UUID OTHER = DemoDataset.INTERNAL.id();
    private static final List<String> FILES = List.of("/tiles/ID/3/4/5.png", "/zarr/ID/.zmetadata", "/zarr/ID/b1/0.0");
    private static final String PATHS =
            "/api/datasets/{dataset_id}/download/cog,/tiles/{dataset_id}/**,/zarr/{dataset_id}/**";

    @TempDir
    Path directory;

    private Path logs = Path.of("");
    private EchoServer store;
    private DownloadTokenService service;

    @BeforeEach
    void makeFiles() throws IOException {
        Path root = Files.createDirectory(directory.resolve("store"));
        logs = Files.createDirectory(directory.resolve("logs"));
        for (UUID datasetId : List.of(PUBLIC, OTHER)) {
            for (String file : FILES) {
                Path path = root.resolve(path(file, datasetId).substring(1));
                Files.createDirectories(path.getParent());
                Files.writeString(path, file + " of " + datasetId);
            }
        }
        store = new EchoServer(root);
    }

    @AfterEach
    void stop() {
        store.close();
        if (service != null) {
            RunningService.stop(service);
        }
    }

    @Test
    void nginxForwardsWhatTheTokenOpensWithoutTheQuery() {
        try (Nginx nginx = nginx("")) {
            forwardsWhatTheTokenOpens(nginx.port());
        }
    }

    @Test
    void nginxForwardsAParameterThatIsListed() {
        try (Nginx nginx = nginx("map $arg_rescale $store_query { \"\" \"\"; default \"?rescale=$arg_rescale\"; }")) {
            String path = path(FILES.get(0), PUBLIC);
            String token = token(nginx.port());

            get(nginx.port(), path + "?url=x&rescale=0,1&token=" + token);
            get(nginx.port(), path + "?token=" + token);

            assertEquals(List.of("GET " + path + "?rescale=0,1", "GET " + path), requests());
        }
    }

    @Test
    void caddyForwardsWhatTheTokenOpensWithoutTheQuery() {
        try (Daemon caddy = caddy("")) {
            forwardsWhatTheTokenOpens(caddy.port());
        }
    }

    @Test
    void caddyForwardsAParameterThatIsListed() {
        try (Daemon caddy = caddy("rescale={query.rescale}")) {
            String path = path(FILES.get(0), PUBLIC);

            get(caddy.port(), path + "?url=x&rescale=0,1%26url=y&token=" + token(caddy.port()));

            assertEquals(List.of("GET " + path + "?rescale=0%2C1%26url%3Dy"), requests());
        }
    }

    private void forwardsWhatTheTokenOpens(int port) {
        String token = token(port);
        for (String file : FILES) {
            String path = path(file, PUBLIC);
            for (String query : List.of("?token=" + token, "?url=file:///etc/passwd&token=" + token + "&a")) {
                assertOpened(file, get(port, path + query, "Referer", "http://viewer" + path + "?token=" + token));
            }
            assertOpened(file, get(port, path + "?url=x", "Authorization", "Bearer " + token));
            assertEquals(
                    List.of("GET " + path, "GET " + path, "GET " + path),
                    requests().subList(requests().size() - 3, requests().size()));
        }
        for (String secret : List.of("eyJ", "passwd", "Authorization", "Referer")) {
            assertEquals(List.of(), store.requestsWith(secret));
        }
        assertTrue(store.requestsWith("X-Download-Dataset: " + PUBLIC).size() >= FILES.size());
        int before = requests().size();
        refuses(port, token);
        assertEquals(before, requests().size(), "no refused request reaches the store");

        AllowedPage page = new AllowedPage(new PlainClient(port));
        assertEquals(200, page.read("GET", path(FILES.get(0), PUBLIC) + "?token=" + token));
        assertEquals(401, page.read("GET", path(FILES.get(0), PUBLIC)));
        page.preflightNeedsNoCredential(path(FILES.get(0), PUBLIC));
    }

    private static void refuses(int port, String token) {
        String query = "?token=" + token;
        for (String file : FILES) {
            assertEquals(401, get(port, path(file, OTHER) + query).status(), "another dataset");
            assertEquals(401, get(port, path(file, PUBLIC)).status(), "no token");
            assertEquals(
                    401,
                    get(port, path(file, PUBLIC) + query + "&token=" + token).status(),
                    "two tokens");
        }
        String sub = "/tiles/" + PUBLIC;
        for (String path : List.of(
                sub + "/../" + OTHER + "/3/4/5.png",
                sub + "/%2e%2e/" + OTHER + "/3/4/5.png",
                sub + "/..%2f" + OTHER + "/3/4/5.png",
                sub + "/./3/4/5.png",
                sub + "//3/4/5.png",
                sub + "/3/4/%35.png",
                sub + "/3/4/5.png;x",
                sub + "/3/4/",
                sub + "/",
                sub,
                "/tiles/" + OTHER + "/../" + PUBLIC + "/3/4/5.png",
                "/Tiles/" + PUBLIC + "/3/4/5.png")) {
            int status = get(port, path + query).status();
            assertTrue(status == 401 || status == 404, path + ": " + status);
        }
    }

    private static void assertOpened(String file, ApiResponse response) {
        assertEquals(200, response.status(), response::toString);
        assertEquals(file + " of " + PUBLIC, response.body());
        assertEquals(List.of("private, no-cache"), response.headers().get("cache-control"));
        assertEquals(
                List.of("Origin, Authorization, X-Api-Key"), response.headers().get("vary"));
        assertEquals(Optional.of("no-referrer"), response.header("referrer-policy"));
        assertFalse(response.headers().containsKey("access-control-allow-origin"));
    }

    /** The request lines that the store received. */
    private List<String> requests() {
        return store.requestsWith("").stream()
                .map(head -> head.lines().findFirst().orElse(""))
                .toList();
    }

    private Nginx nginx(String query) {
        Tool.NGINX.require();
        start(Map.of());
        String conf = ShippedConf.nginxWithStore(service.port(), store.port(), directory, logs);
        return Nginx.start(
                logs, query.isEmpty() ? conf : conf.replace("map \"\" $store_query { default \"\"; }", query));
    }

    private Daemon caddy(String query) {
        Tool.CADDY.require();
        start(Map.of("FORWARD_AUTH_URI_HEADER", "X-Forwarded-Uri"));
        int port = Daemon.freePort();
        String conf = ShippedConf.caddyWithStore(service.port(), store.port(), directory, logs, port);
        return Caddy.start(logs, port, conf.replace("rewrite * {path}?", "rewrite * {path}?" + query));
    }

    private void start(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(settings);
        all.put("FORWARD_AUTH_PATHS", PATHS);
        all.put("CORS_ALLOWED_ORIGINS", AllowedPage.ORIGIN);
        service = RunningService.start(all);
    }

    private static ApiResponse get(int port, String path, String... headers) {
        return new PlainClient(port).request("GET", path, headers);
    }

    private static String token(int port) {
        return new PlainClient(port).request("POST", ApiClient.MINT + PUBLIC).token();
    }

    private static String path(String file, UUID datasetId) {
        return file.replace("ID", datasetId.toString());
    }
}
