package org.downloadtoken.it.download;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
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
import org.downloadtoken.testing.AuditLines;
import org.downloadtoken.testing.Rasters;
import org.downloadtoken.testing.RunningService;
import org.downloadtoken.testing.Tokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests downloads without a credential, with {@code PUBLIC_DOWNLOADS=open}. */
class OpenDownloadIT {
    private static final Map<String, String> SETTINGS = Map.of(
            "DOWNLOAD_ROOT",
            DemoCogs.directory().toString(),
            "PUBLIC_DOWNLOADS",
            "open",
            "TRUSTED_PROXIES",
            "127.0.0.1",
            "AUDIT_LOG",
            "on");

    @RegisterExtension
    static final RunningService SERVICE = new RunningService(SETTINGS);

    private static final UUID PUBLIC = DemoDataset.PUBLIC.id();
    private static final UUID PRIVATE = DemoDataset.PRIVATE.id();

    @RegisterExtension
    final AuditLines audit = new AuditLines();

    private final ApiClient client = SERVICE.client();

    @Test
    void publicDatasetIsServed() throws Exception {
        String file = Files.readString(DemoCogs.file(), StandardCharsets.ISO_8859_1);
        ApiResponse whole = get(PUBLIC);

        assertEquals(200, whole.status());
        assertEquals(file, whole.body());
        assertEquals(Optional.of("private, no-cache"), whole.header("cache-control"));
        assertEquals(Optional.of("Authorization, X-Api-Key"), whole.header("vary"));
        assertEquals(206, get(PUBLIC, "Range", "bytes=0-9").status());
        assertEquals(
                304,
                get(PUBLIC, "If-None-Match", whole.header("etag").orElseThrow()).status());
        assertEquals(200, client.request("HEAD", ApiClient.download(PUBLIC)).status());
        assertEquals(
                200, client.request("GET", ApiClient.download(PUBLIC) + "?a=b").status());
    }

    @Test
    void remoteAssetIsRedirected() {
        String url = "https://files.example.com/coastlines.tif";

        assertEquals(
                Optional.of(url),
                get(Rasters.add("public", "raster_dataset", "remote", url)).header("location"));
    }

    @Test
    void hiddenAndMissingDatasetsReceiveTheResponseOfAServiceThatNeedsTokens() {
        DownloadTokenService closed = RunningService.start(Map.of());
        try {
            ApiClient closedClient = new ApiClient(closed.port());
            for (String method : List.of("GET", "HEAD")) {
                ApiResponse expected = undated(closedClient.request(method, ApiClient.download(PUBLIC)));

                assertEquals(401, expected.status());
                for (UUID datasetId : List.of(PRIVATE, DemoDataset.DRAFT.id(), UUID.randomUUID())) {
                    assertEquals(expected, undated(client.request(method, ApiClient.download(datasetId))));
                }
            }
        } finally {
            RunningService.stop(closed);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "token=",
                "token",
                "token=x",
                "token=x&token=x",
                "token=&token=",
                "%74oken=",
                "Token=",
                "TOKEN=x",
                "a=b&token",
                "access_token=",
                "Access_Token=x",
                "api_key=",
                "API_KEY=x"
            })
    void requestWithACredentialInTheQueryIsNeverOpen(String query) {
        String uri = ApiClient.download(PUBLIC) + "?" + query;

        assertEquals(401, client.request("GET", uri).status());
        assertEquals(401, client.request("HEAD", uri).status());
        assertEquals(401, verify(uri).status());
    }

    @Test
    void expiredTokenIsNeverOpen() {
        Instant now = Instant.now();
        String expired = Tokens.session(claims -> claims.claim("typ", "download")
                .claim("scope", "dataset:" + PUBLIC)
                .issueTime(Date.from(now.minusSeconds(130)))
                .expirationTime(Date.from(now.minusSeconds(10))));

        assertEquals(401, client.download(PUBLIC, expired).status());
        assertEquals(401, get(PUBLIC, "Authorization", "Bearer " + expired).status());
        assertEquals(
                401, verify(ApiClient.download(PUBLIC) + "?token=" + expired).status());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Authorization | ''",
                "Authorization | Bearer",
                "Authorization | Bearer x",
                "Authorization | Basic YTpi",
                "X-Api-Key     | ''",
                "X-Api-Key     | x"
            })
    void requestWithACredentialHeaderIsNeverOpen(String name, String value) {
        assertEquals(401, get(PUBLIC, name, value).status());
        assertEquals(401, verify(ApiClient.download(PUBLIC), name, value).status());
    }

    @Test
    void hideAppliesToTheNextRequestWithoutACache() {
        DownloadTokenService uncached = RunningService.start(Map.of(
                "DOWNLOAD_ROOT",
                DemoCogs.directory().toString(),
                "PUBLIC_DOWNLOADS",
                "open",
                "PUBLIC_CACHE_TTL_MS",
                "0"));
        try {
            ApiClient direct = new ApiClient(uncached.port());
            UUID datasetId = Rasters.add("public");
            assertEquals(
                    200, direct.request("GET", ApiClient.download(datasetId)).status());
            Rasters.change(datasetId, "visibility = 'private'");
            assertEquals(
                    401, direct.request("GET", ApiClient.download(datasetId)).status());
        } finally {
            RunningService.stop(uncached);
        }
    }

    @Test
    void proxyIsToldThatThePublicDatasetIsOpen() {
        ApiResponse open = verify(ApiClient.download(PUBLIC));

        assertEquals(204, open.status());
        assertEquals(Optional.of(PUBLIC.toString()), open.header("x-download-dataset"));
        assertEquals(Optional.empty(), open.header("x-download-subject"));
        assertEquals(
                204,
                verify(ApiClient.download(PUBLIC), "X-Original-Method", "HEAD").status());
    }

    @Test
    void proxyIsAnsweredTheSame401ForWhatIsNotOpen() {
        ApiResponse write = undated(verify(ApiClient.download(PUBLIC), "X-Original-Method", "PUT"));

        assertEquals(401, write.status());
        assertEquals(write, undated(verify(ApiClient.download(PRIVATE))));
        assertEquals(write, undated(verify(ApiClient.download(UUID.randomUUID()))));
        assertEquals(write, undated(verify(ApiClient.download(PUBLIC), "X-Forwarded-Method", "DELETE")));
    }

    @Test
    void requestThatNeedsTheCatalogIsChargedToItsAddress() {
        DownloadTokenService limited = RunningService.start(Map.of(
                "DOWNLOAD_ROOT",
                DemoCogs.directory().toString(),
                "PUBLIC_DOWNLOADS",
                "open",
                "TRUSTED_PROXIES",
                "127.0.0.1",
                "EVENT_LOOPS",
                "1",
                "RATE_LIMIT_PER_MINUTE",
                "3"));
        try {
            ApiClient direct = new ApiClient(limited.port());
            String[] from = {"X-Forwarded-For", "203.0.113.1"};
            for (int i = 0; i < 10; i++) { // the first request is charged, the others are answered by the cache
                assertEquals(
                        200,
                        direct.request("GET", ApiClient.download(PUBLIC), from).status());
            }
            assertEquals(
                    401,
                    direct.request("GET", ApiClient.download(PRIVATE), from).status());
            assertEquals(
                    401,
                    direct.request(
                                    "GET",
                                    "/api/auth/verify",
                                    "X-Original-URI",
                                    ApiClient.download(UUID.randomUUID()),
                                    from[0],
                                    from[1])
                            .status());

            ApiResponse refused = direct.request("GET", ApiClient.download(UUID.randomUUID()), from);
            assertEquals(429, refused.status());
            assertEquals(Optional.of("\"mint\";q=3;w=60"), refused.header("ratelimit-policy"));
            assertTrue(refused.header("retry-after").isPresent());
            assertEquals(
                    429,
                    direct.request(
                                    "GET",
                                    "/api/auth/verify",
                                    "X-Original-URI",
                                    ApiClient.download(PRIVATE),
                                    from[0],
                                    from[1])
                            .status());
            assertEquals(429, direct.mint(PUBLIC, from).status());
            assertEquals(
                    200, direct.request("GET", ApiClient.download(PUBLIC), from).status());
            assertEquals(
                    401,
                    direct.request("GET", ApiClient.download(PRIVATE), "X-Forwarded-For", "203.0.113.2")
                            .status());
        } finally {
            RunningService.stop(limited);
        }
    }

    @Test
    void credentialsWorkAsBefore() {
        UUID hidden = PRIVATE;

        assertEquals(200, client.download(PUBLIC, client.token(PUBLIC)).status());
        assertEquals(
                200,
                get(hidden, "Authorization", "Bearer " + Tokens.session(DemoUser.OWNER))
                        .status());
        assertEquals(
                404,
                get(hidden, "Authorization", "Bearer " + Tokens.session(DemoUser.OUTSIDER))
                        .status());
    }

    @Test
    void auditLogHasOneEventForEachAddressAndDataset() throws Exception {
        UUID first = Rasters.add("public");
        UUID second = Rasters.add("public");
        for (UUID datasetId : List.of(first, first, second)) {
            get(datasetId, "X-Forwarded-For", "203.0.113.10");
            get(datasetId, "X-Forwarded-For", "203.0.113.11");
        }
        get(DemoDataset.PRIVATE.id(), "X-Forwarded-For", "203.0.113.10");

        List<JsonObject> events = audit.events("download", client);
        assertEquals(
                List.of("203.0.113.10", "203.0.113.11", "203.0.113.10", "203.0.113.11"),
                events.stream().map(event -> event.getString("address")).toList());
        assertEquals("open", events.get(0).getString("via"));
        assertEquals("anonymous", events.get(0).getString("caller"));
        assertEquals(first.toString(), events.get(0).getString("dataset"));
    }

    private ApiResponse get(UUID datasetId, String... headers) {
        return client.request("GET", ApiClient.download(datasetId), headers);
    }

    private static ApiResponse undated(ApiResponse response) {
        Map<String, List<String>> headers = new HashMap<>(response.headers());
        headers.remove("date");
        return new ApiResponse(response.status(), headers, response.body());
    }

    private ApiResponse verify(String uri, String... headers) {
        String[] all = new String[headers.length + 2];
        System.arraycopy(headers, 0, all, 2, headers.length);
        all[0] = "X-Original-URI";
        all[1] = uri;
        return client.request("GET", "/api/auth/verify", all);
    }
}
