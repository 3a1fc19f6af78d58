package org.downloadtoken.it.forwardauth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.downloadtoken.testing.PlainClient;
import org.downloadtoken.testing.program.Daemon;
import org.downloadtoken.testing.program.Nginx;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests that the shipped proxy configurations forward no request to a store that the token does not open. */
class ProxyStoreRefusalIT {
    private static final UUID PUBLIC = TileStore.PUBLIC;
    private static final UUID OTHER = TileStore.OTHER;

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
    void nginxRefusesWhatTheTokenDoesNotOpen() {
        try (Nginx nginx = store.nginx(TileStore.NO_PARAMETERS)) {
            refusesWhatTheTokenDoesNotOpen(nginx.port());
        }
    }

    @Test
    void caddyRefusesWhatTheTokenDoesNotOpen() {
        try (Daemon caddy = store.caddy("")) {
            refusesWhatTheTokenDoesNotOpen(caddy.port());
        }
    }

    private void refusesWhatTheTokenDoesNotOpen(int port) {
        PlainClient client = new PlainClient(port);
        String query = "?token=" + TileStore.token(client);
        assertEquals(
                200,
                client.request("GET", TileStore.paths(PUBLIC).get(0) + query).status());
        List<String> opened = store.requests();
        for (String path : TileStore.paths(OTHER)) {
            assertEquals(401, client.request("GET", path + query).status(), "another dataset");
        }
        for (String path : TileStore.paths(PUBLIC)) {
            assertEquals(401, client.request("GET", path).status(), "no token");
            String twoTokens = path + query + query.replace('?', '&');
            assertEquals(401, client.request("GET", twoTokens).status(), "two tokens");
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
            int status = client.request("GET", path + query).status();
            assertTrue(status == 401 || status == 404, path + ": " + status);
        }
        assertEquals(opened, store.requests(), "no refused request reaches the store");
    }
}
