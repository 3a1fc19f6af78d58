package org.downloadtoken.it.download;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.downloadtoken.demo.DemoCogs;
import org.downloadtoken.demo.DemoDataset;
import org.downloadtoken.demo.DemoUser;
import org.downloadtoken.testing.ApiClient;
import org.downloadtoken.testing.ApiResponse;
import org.downloadtoken.testing.Rasters;
import org.downloadtoken.testing.RedirectClient;
import org.downloadtoken.testing.RunningService;
import org.downloadtoken.testing.Tokens;
import org.downloadtoken.testing.program.Browser;
import org.downloadtoken.testing.store.EchoServer;
import org.downloadtoken.testing.store.RecordedStore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests that no client sends a credential header or the token to the host of a redirect. */
class CredentialRedirectIT {
    private static final UUID PUBLIC = DemoDataset.PUBLIC.id();
    private static final String API_KEY = "demo-analyst-full";
    private static final String READ_ONLY_KEY = "demo-analyst-read-only";
    private static final String SESSION = Tokens.session(DemoUser.ANALYST);
    private static final String KEY_HEADER = "X-Api-Key: " + API_KEY;
    private static final String SESSION_HEADER = "Authorization: Bearer " + SESSION;

    @RegisterExtension
    static final RunningService SERVICE = new RunningService(Map.of("CORS_ALLOWED_ORIGINS", "*"));

    private static EchoServer remoteHost;

    private static RecordedStore store;

    @TempDir
    static Path directory;

    @BeforeAll
    static void startOtherHosts() {
        remoteHost = new EchoServer(DemoCogs.directory());
        store = new RecordedStore(directory);
    }

    @AfterAll
    static void stopOtherHosts() {
        remoteHost.close();
        if (store != null) {
            store.close();
        }
    }

    static Stream<Arguments> clientsAndHeaders() {
        return Arrays.stream(RedirectClient.values())
                .flatMap(client -> Stream.of(KEY_HEADER, SESSION_HEADER, "X-Api-Key: " + READ_ONLY_KEY)
                        .map(header -> Arguments.of(client, header)));
    }

    @ParameterizedTest(name = "{0} with {1}")
    @MethodSource("clientsAndHeaders")
    void clientsSendNoCredentialHeaderToARemoteAsset(RedirectClient client, String header) {
        client.require();
        UUID datasetId = remoteAsset();

        String status = client.get(url(datasetId), header);

        assertEquals(List.of(), remoteHost.requestsWith(secret(header)));
        assertEquals(List.of(), remoteHost.requestsWith(datasetId.toString()));
        assertEquals("403", status);
    }

    @ParameterizedTest
    @EnumSource(RedirectClient.class)
    void clientsSendNoCredentialHeaderBesideAToken(RedirectClient client) {
        client.require();
        UUID datasetId = remoteAsset();
        String token = SERVICE.client().token(datasetId);

        String status = client.get(url(datasetId, token), KEY_HEADER);

        assertEquals(List.of(), remoteHost.requestsWith(datasetId.toString()));
        assertEquals("403", status);
    }

    @ParameterizedTest
    @EnumSource(RedirectClient.class)
    void tokenDownloadsARemoteAssetAndIsNotSentToItsHost(RedirectClient client) {
        client.require();
        UUID datasetId = remoteAsset();
        String token = SERVICE.client().token(datasetId);

        String status = client.get(url(datasetId, token), "");

        assertEquals("200", status);
        assertFalse(remoteHost.requestsWith(datasetId.toString()).isEmpty());
        assertEquals(List.of(), remoteHost.requestsWith(token));
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD"})
    void refusalExplainsHowToDownload(String method) {
        UUID datasetId = remoteAsset();

        ApiResponse refused =
                SERVICE.client().request(method, ApiClient.download(datasetId), "X-Api-Key", READ_ONLY_KEY);

        assertEquals(403, refused.status());
        assertFalse(refused.headers().containsKey("location"));
        if (method.equals("GET")) {
            assertEquals(
                    "The file is on another host, which must not see your credential: mint a download token and send it"
                            + " as ?token= instead of the header.",
                    refused.json().getString("detail"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {KEY_HEADER, "X-Api-Key: no such key"})
    void accessIsCheckedBeforeARemoteAssetIsReported(String header) {
        UUID datasetId = remoteAsset("private");
        String[] field = header.split(": ", 2);

        ApiResponse hidden = SERVICE.client().request("GET", ApiClient.download(datasetId), field[0], field[1]);
        ApiResponse missing =
                SERVICE.client().request("GET", ApiClient.download(UUID.randomUUID()), field[0], field[1]);

        assertEquals(header.equals(KEY_HEADER) ? 404 : 401, hidden.status());
        assertEquals(missing, hidden);
    }

    @Test
    void browserSendsNoCredentialToARemoteAsset() {
        try (EchoServer viewer = new EchoServer(DemoCogs.directory());
                Browser browser = Browser.open(400, 300)) {
            for (String header : List.of(KEY_HEADER, SESSION_HEADER)) {
                UUID datasetId = remoteAsset();
                browser.visit(viewer.port(), "/page");

                String status = fetch(browser, url(datasetId), header);

                assertEquals(List.of(), remoteHost.requestsWith(secret(header)));
                assertEquals(List.of(), remoteHost.requestsWith(datasetId.toString()));
                assertEquals("403", status);
            }
            UUID datasetId = remoteAsset();
            String token = SERVICE.client().token(datasetId);
            browser.visit(viewer.port(), "/page?token=" + token);

            String status = fetch(browser, url(datasetId, token), "");

            assertEquals("200", status);
            assertFalse(remoteHost.requestsWith(datasetId.toString()).isEmpty());
            assertEquals(List.of(), remoteHost.requestsWith(token));
        }
    }

    @ParameterizedTest(name = "{0} with {1}")
    @MethodSource("clientsAndHeaders")
    void clientsSendNoCredentialHeaderToAnObjectStore(RedirectClient client, String header) {
        client.require();
        store.takeRequests();

        String status = client.get(stored(""), header);

        List<String> requests = store.takeRequests();
        assertEquals(List.of(), with(secret(header), requests));
        assertEquals("200", status);
        assertFalse(requests.isEmpty());
    }

    @ParameterizedTest
    @EnumSource(RedirectClient.class)
    void tokenDownloadsAnObjectAndIsNotSentToTheStore(RedirectClient client) {
        client.require();
        String token = new ApiClient(store.servicePort()).token(PUBLIC);
        store.takeRequests();

        String status = client.get(stored("?token=" + token), "");

        List<String> requests = store.takeRequests();
        assertEquals("200", status);
        assertFalse(with("X-Amz-Signature", requests).isEmpty(), requests::toString);
        assertEquals(List.of(), with(token, requests));
    }

    @Test
    void browserSendsNoCredentialToAnObjectStore() {
        try (EchoServer viewer = new EchoServer(DemoCogs.directory());
                Browser browser = Browser.open(400, 300)) {
            for (String header : List.of(KEY_HEADER, SESSION_HEADER)) {
                browser.visit(viewer.port(), "/page");
                store.takeRequests();

                String status = fetch(browser, stored(""), header);

                assertEquals(List.of(), with(secret(header), store.takeRequests()));
                assertEquals("200", status);
            }
            String token = new ApiClient(store.servicePort()).token(PUBLIC);
            browser.visit(viewer.port(), "/page?token=" + token);

            String status = fetch(browser, stored("?token=" + token), "");

            List<String> requests = store.takeRequests();
            assertEquals("200", status);
            assertFalse(with("X-Amz-Signature", requests).isEmpty(), requests::toString);
            assertEquals(List.of(), with(token, requests));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {KEY_HEADER, "X-Api-Key: " + READ_ONLY_KEY})
    void requestWithACredentialHeaderIsNotRedirected(String header) {
        String[] field = header.split(": ", 2);

        ApiResponse response =
                new ApiClient(store.servicePort()).request("GET", ApiClient.download(PUBLIC), field[0], field[1]);

        assertEquals(200, response.status());
        assertFalse(response.headers().containsKey("location"));
    }

    private static List<String> with(String text, List<String> requests) {
        return requests.stream().filter(request -> request.contains(text)).toList();
    }

    private static URI stored(String query) {
        return URI.create("http://127.0.0.1:" + store.servicePort() + ApiClient.download(PUBLIC) + query);
    }

    /** Uses the weakest referrer policy: only the response of the service can keep the URL of the page from the other host. */
    private static String fetch(Browser browser, URI url, String header) {
        return String.valueOf(browser.run("""
                const [url, header] = arguments;
                const headers = header ? [header.split(': ')] : [];
                return fetch(url, { headers, referrerPolicy: 'unsafe-url' })
                  .then(async answer => (await answer.arrayBuffer(), String(answer.status)), String);""", url.toString(), header));
    }

    /** A public dataset on the other host. Its URL contains the dataset id, which identifies its requests. */
    private static UUID remoteAsset() {
        return remoteAsset("public");
    }

    private static UUID remoteAsset(String visibility) {
        UUID datasetId = Rasters.withoutAsset(visibility, "raster_dataset");
        RunningService.catalog().execute("""
                INSERT INTO catalog.raster_assets (dataset_id, asset_uri, storage_backend)
                VALUES ('%1$s', 'http://localhost:%2$d/%3$s?asset=%1$s', 'remote')""".formatted(datasetId, remoteHost.port(), DemoCogs.KEY));
        return datasetId;
    }

    private static String secret(String header) {
        return header.replaceFirst("^.*[: ]", "");
    }

    private static URI url(UUID datasetId) {
        return URI.create("http://127.0.0.1:" + SERVICE.port() + ApiClient.download(datasetId));
    }

    private static URI url(UUID datasetId, String token) {
        return URI.create(url(datasetId) + "?token=" + token);
    }
}
