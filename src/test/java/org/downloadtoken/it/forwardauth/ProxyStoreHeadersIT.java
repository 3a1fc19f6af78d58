package org.downloadtoken.it.forwardauth;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.downloadtoken.demo.DemoUser;
import org.downloadtoken.testing.ApiClient;
import org.downloadtoken.testing.ApiResponse;
import org.downloadtoken.testing.PlainClient;
import org.downloadtoken.testing.Tokens;
import org.downloadtoken.testing.program.Daemon;
import org.downloadtoken.testing.program.Nginx;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests what the shipped proxy configurations tell the store about the caller, and the caller about the store, in real proxies. */
class ProxyStoreHeadersIT {
    private static final String SUBJECT = "x-download-subject: ";

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
    void nginxNamesTheSignedInUserOnly() {
        try (Nginx nginx = store.nginx(TileStore.NO_PARAMETERS)) {
            namesTheSignedInUserOnly(new PlainClient(nginx.port()));
        }
    }

    @Test
    void caddyNamesTheSignedInUserOnly() {
        try (Daemon caddy = store.caddy("")) {
            namesTheSignedInUserOnly(new PlainClient(caddy.port()));
        }
    }

    @Test
    void nginxHidesTheAddressOfTheStore() {
        try (Nginx nginx = store.nginx(TileStore.NO_PARAMETERS)) {
            hidesTheAddressOfTheStore(new PlainClient(nginx.port()));
        }
    }

    @Test
    void caddyHidesTheAddressOfTheStore() {
        try (Daemon caddy = store.caddy("")) {
            hidesTheAddressOfTheStore(new PlainClient(caddy.port()));
        }
    }

    private static void hidesTheAddressOfTheStore(PlainClient client) {
        String path = "/zarr/" + TileStore.PUBLIC + "/redirect?token=" + TileStore.token(client);

        ApiResponse response = client.request("GET", path);

        assertEquals(302, response.status());
        assertEquals(Optional.empty(), response.header("location"));
        assertEquals("", response.body());
    }

    private void namesTheSignedInUserOnly(PlainClient client) {
        String tile = TileStore.paths(TileStore.PUBLIC).get(0);
        String session = "Bearer " + Tokens.session(DemoUser.ANALYST);
        String mint = ApiClient.MINT + TileStore.PUBLIC;
        String ofUser = client.request("POST", mint, "Authorization", session).token();
        String forged = DemoUser.ADMIN.id().toString();

        request(client, tile + "?token=" + TileStore.token(client));
        request(client, tile + "?token=" + TileStore.token(client), "X-Download-Subject", forged);
        request(client, tile + "?token=" + ofUser);
        request(client, tile + "?token=" + ofUser, "X-Download-Subject", forged);
        request(client, tile, "Authorization", session);

        String user = SUBJECT + DemoUser.ANALYST.id();
        assertEquals(List.of("", "", user, user, user), subjects());
    }

    private static void request(PlainClient client, String path, String... headers) {
        assertEquals(200, client.request("GET", path, headers).status());
    }

    /** The headers of each request to the store that name a subject. */
    private List<String> subjects() {
        return store.requestsWith("").stream()
                .map(head -> String.join(
                        "\n",
                        head.toLowerCase(Locale.ROOT)
                                .lines()
                                .filter(line -> line.startsWith(SUBJECT.strip()))
                                .toList()))
                .toList();
    }
}
