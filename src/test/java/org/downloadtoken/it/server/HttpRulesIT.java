package org.downloadtoken.it.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.UUID;
import org.downloadtoken.DownloadTokenService;
import org.downloadtoken.demo.DemoCogs;
import org.downloadtoken.demo.DemoDataset;
import org.downloadtoken.testing.ApiClient;
import org.downloadtoken.testing.ApiResponse;
import org.downloadtoken.testing.PlainClient;
import org.downloadtoken.testing.Rasters;
import org.downloadtoken.testing.RawResponse;
import org.downloadtoken.testing.RunningService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules of RFC 9110 and RFC 9112 that hold for every operation. */
class HttpRulesIT {
    @RegisterExtension
    static final RunningService SERVICE =
            new RunningService(Map.of("DOWNLOAD_ROOT", DemoCogs.directory().toString()));

    private static final UUID PUBLIC = DemoDataset.PUBLIC.id();
    private static final String MINT_OF_A_MISSING =
            "POST /api/auth/download-token/00000000-0000-4000-8000-000000000000 HTTP/1.1\r\nHost: a\r\n\r\n";

    private static final String MINT = "POST " + ApiClient.MINT + PUBLIC + " HTTP/1.1\r\n";

    @ParameterizedTest
    @ValueSource(strings = {"/api/.well-known/jwks.json", "/api/openapi.yaml", "/api/openapi.json", "/api/docs"})
    void headGivesTheHeadersOfGet(String path) {
        assertHeadIsLikeGet(new PlainClient(SERVICE.port()), path);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/health/live", "/health/ready"})
    void headGivesTheHeadersOfGetOnTheManagementPort(String path) {
        assertHeadIsLikeGet(new PlainClient(SERVICE.managementPort()), path);
    }

    @Test
    void headOfTheMetricsIsAccepted() {
        ApiResponse head = new PlainClient(SERVICE.managementPort()).request("HEAD", "/metrics");

        assertEquals(200, head.status());
        assertEquals("", head.body());
    }

    @ParameterizedTest
    @CsvSource({
        "'Host: a\r\nHost: b\r\n', 400",
        "'Host: a\r\nHost: a\r\n', 400",
        "'Host: a\r\nhost:\r\n', 400",
        "'', 400",
        "'Host: a b\r\n', 400",
        "'Host: a/b\r\n', 400",
        "'Host: a@b\r\n', 400",
        "'Host: a:x\r\n', 400",
        "'Host: a:8080\r\n', 200",
        "'Host: [::1]:8080\r\n', 200"
    })
    void requestNeedsOneValidHost(String hosts, int status) {
        assertEquals(
                status, RawResponse.to(SERVICE.port(), MINT + hosts + "\r\n").status());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /api/openapi.json HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET /nothing HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET /api/docs HTTP/1.1\r\nHost: a\r\n\r\n",
                "nonsense\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
                MINT_OF_A_MISSING
            })
    void everyResponseHasTheDate(String request) {
        Instant before = Instant.now().minusSeconds(1);

        Instant date =
                httpDate(RawResponse.to(SERVICE.port(), request).header("date").orElseThrow());

        assertTrue(date.isAfter(before) && !date.isAfter(Instant.now()), () -> "Date: " + date);
    }

    @Test
    void managementPortRejectsTwoHosts() {
        ApiResponse response =
                RawResponse.to(SERVICE.managementPort(), "GET /health/live HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n");

        assertEquals(400, response.status());
        assertTrue(response.header("date").isPresent());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/health/live", "/metrics", "/nothing"})
    void everyResponseOfTheManagementPortHasTheDate(String path) {
        assertTrue(new PlainClient(SERVICE.managementPort())
                .request("GET", path)
                .header("date")
                .isPresent());
    }

    @Test
    void lastModifiedIsNeverAfterTheDate(@TempDir Path root) throws IOException {
        Path file = Files.copy(DemoCogs.file(), root.resolve("future.tif"));
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().plus(Duration.ofDays(365))));
        DownloadTokenService service = RunningService.start(Map.of("DOWNLOAD_ROOT", root.toString()));
        try {
            ApiClient client = new ApiClient(service.port());
            UUID id = Rasters.withFile("future.tif");

            ApiResponse response = client.download(id, client.token(id));

            Instant date = httpDate(response.header("date").orElseThrow());
            assertFalse(httpDate(response.header("last-modified").orElseThrow()).isAfter(date));
        } finally {
            RunningService.stop(service);
        }
    }

    private static void assertHeadIsLikeGet(PlainClient client, String path) {
        ApiResponse get = client.request("GET", path);

        ApiResponse head = client.request("HEAD", path);

        assertEquals(get.status(), head.status());
        assertEquals("", head.body());
        for (String field : new String[] {"content-length", "content-type", "etag", "cache-control"}) {
            assertEquals(get.header(field), head.header(field), field);
        }
    }

    private static Instant httpDate(String text) {
        return ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
    }
}
