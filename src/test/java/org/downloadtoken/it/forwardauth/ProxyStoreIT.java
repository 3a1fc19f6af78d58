package org.downloadtoken.it.forwardauth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.downloadtoken.testing.ApiResponse;
import org.downloadtoken.testing.PlainClient;
import org.downloadtoken.testing.program.Daemon;
import org.downloadtoken.testing.program.Nginx;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests tiles and a Zarr store behind the shipped proxy configurations, in real proxies. */
class ProxyStoreIT {
    @TempDir
    Path directory;

    private TileStore store;

    @BeforeEach
    void makeFiles() throws IOException {
        store = new TileStore(directory);
    }

    @AfterEach
    void stop() {
        store.close();
    }

    @Test
    void nginxForwardsWhatTheTokenOpensWithoutTheQuery() {
        try (Nginx nginx = store.nginx(TileStore.NO_PARAMETERS)) {
            forwardsWhatTheTokenOpens(nginx.port());
        }
    }

    @Test
    void nginxForwardsAParameterThatIsListed() {
        String map = "map $arg_rescale $store_query { \"\" \"\"; default \"?rescale=$arg_rescale\"; }";
        try (Nginx nginx = store.nginx(map)) {
            PlainClient client = new PlainClient(nginx.port());
            String path = TileStore.paths(TileStore.PUBLIC).get(0);
            String token = TileStore.token(client);

            client.request("GET", path + "?url=x&rescale=0,1&token=" + token);
            client.request("GET", path + "?token=" + token);

            assertEquals(List.of("GET " + path + "?rescale=0,1", "GET " + path), store.requests());
        }
    }

    @Test
    void caddyForwardsWhatTheTokenOpensWithoutTheQuery() {
        try (Daemon caddy = store.caddy("")) {
            forwardsWhatTheTokenOpens(caddy.port());
        }
    }

    @Test
    void caddyForwardsAParameterThatIsListed() {
        try (Daemon caddy = store.caddy("rescale={query.rescale}")) {
            PlainClient client = new PlainClient(caddy.port());
            String path = TileStore.paths(TileStore.PUBLIC).get(0);

            client.request("GET", path + "?url=x&rescale=0,1%26url=y&token=" + TileStore.token(client));

            assertEquals(List.of("GET " + path + "?rescale=0%2C1%26url%3Dy"), store.requests());
        }
    }

    @Test
    void pageReadsTilesThroughNginx() {
        try (Nginx nginx = store.nginx(TileStore.NO_PARAMETERS)) {
            pageReadsTiles(nginx.port());
        }
    }

    @Test
    void pageReadsTilesThroughCaddy() {
        try (Daemon caddy = store.caddy("")) {
            pageReadsTiles(caddy.port());
        }
    }

    private void forwardsWhatTheTokenOpens(int port) {
        PlainClient client = new PlainClient(port);
        String token = TileStore.token(client);
        List<String> paths = TileStore.paths(TileStore.PUBLIC);
        for (String path : paths) {
            for (String query : List.of("?token=" + token, "?url=file:///etc/passwd&token=" + token + "&a")) {
                String referer = "http://viewer" + path + "?token=" + token;
                assertOpened(path, client.request("GET", path + query, "Referer", referer));
            }
            assertOpened(path, client.request("GET", path + "?url=x", "Authorization", "Bearer " + token));
            List<String> requests = store.requests();
            assertEquals(Collections.nCopies(3, "GET " + path), requests.subList(requests.size() - 3, requests.size()));
        }
        for (String secret : List.of("eyJ", "passwd", "Authorization", "Referer")) {
            assertEquals(List.of(), store.requestsWith(secret));
        }
        assertTrue(store.requestsWith("X-Download-Dataset: " + TileStore.PUBLIC).size() >= paths.size());
    }

    private static void assertOpened(String path, ApiResponse response) {
        assertEquals(200, response.status(), response::toString);
        assertEquals(TileStore.content(path), response.body());
        assertEquals(List.of("private, no-cache"), response.headers().get("cache-control"));
        assertEquals(
                List.of("Origin, Authorization, X-Api-Key"), response.headers().get("vary"));
        assertEquals(Optional.of("no-referrer"), response.header("referrer-policy"));
        assertFalse(response.headers().containsKey("access-control-allow-origin"));
    }

    private static void pageReadsTiles(int port) {
        PlainClient client = new PlainClient(port);
        AllowedPage page = new AllowedPage(client);
        String path = TileStore.paths(TileStore.PUBLIC).get(0);

        assertEquals(200, page.read("GET", path + "?token=" + TileStore.token(client)));
        assertEquals(401, page.read("GET", path));
        page.preflightNeedsNoCredential(path);
    }
}
