package org.downloadtoken.it.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.downloadtoken.DownloadTokenService;
import org.downloadtoken.demo.DemoCogs;
import org.downloadtoken.demo.DemoDataset;
import org.downloadtoken.testing.ApiClient;
import org.downloadtoken.testing.ApiResponse;
import org.downloadtoken.testing.RawResponse;
import org.downloadtoken.testing.RunningService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CorsIT {
    private static final String VIEWER = "https://viewer.example.com";
    private static final String STRANGER = "https://stranger.example.com";
    private static final String PATH = ApiClient.MINT + DemoDataset.PUBLIC.id();

    /** The requests are raw, since the JDK's client does not allow headers that browsers send. */
    @RegisterExtension
    static final RunningService SERVICE = new RunningService(Map.of(
            "CORS_ALLOWED_ORIGINS",
            VIEWER + ", http://localhost:5173",
            "DOWNLOAD_ROOT",
            DemoCogs.directory().toString()));

    @Test
    void preflightOfAnAllowedOriginIsAnswered() {
        ApiResponse response = preflight(VIEWER);

        assertEquals(204, response.status());
        assertEquals(Optional.of(VIEWER), response.header("access-control-allow-origin"));
        assertTrue(response.header("access-control-allow-methods").orElse("").contains("POST"));
        assertTrue(response.header("access-control-allow-headers").orElse("").contains("Authorization"));
        assertTrue(response.header("access-control-allow-headers").orElse("").contains("X-Api-Key"));
        assertEquals(Optional.of("7200"), response.header("access-control-max-age"));
        assertEquals(Optional.empty(), response.header("access-control-allow-credentials"));
        assertEquals(Optional.of("origin"), response.header("vary"));
    }

    @Test
    void allowedOriginMaySendRangesAndReadTheirHeaders() {
        String token = SERVICE.client().token(DemoDataset.PUBLIC.id());
        String path = ApiClient.download(DemoDataset.PUBLIC.id()) + "?token=" + token;

        String allowed = SERVICE.client()
                .request("OPTIONS", path, "Origin", VIEWER, "Access-Control-Request-Method", "GET")
                .header("access-control-allow-headers")
                .orElse("");
        ApiResponse range = SERVICE.client().request("GET", path, "Origin", VIEWER, "Range", "bytes=0-9");
        String exposed = range.header("access-control-expose-headers").orElse("");

        for (String header : List.of("Range", "If-Range", "If-Match", "If-None-Match")) {
            assertTrue(List.of(allowed.split(", ")).contains(header), header);
        }
        for (String header : List.of("Content-Range", "ETag", "Accept-Ranges", "Content-Length")) {
            assertTrue(List.of(exposed.split(", ")).contains(header), header);
        }
        assertEquals(206, range.status());
        assertEquals(
                List.of("origin", "Authorization, X-Api-Key"), range.headers().get("vary"));
        assertEquals(Optional.of(VIEWER), range.header("access-control-allow-origin"));
    }

    @Test
    void preflightAllowsTheHeadersThatThePageAsksFor() {
        ApiResponse response = preflight(VIEWER, "baggage,sentry-trace , traceparent");
        List<String> allowed = allowedHeaders(response);

        assertTrue(allowed.containsAll(List.of("baggage", "sentry-trace", "traceparent", "Authorization")));
        assertEquals(
                List.of("origin", "Access-Control-Request-Method, Access-Control-Request-Headers"),
                response.headers().get("vary"));
        assertEquals(
                response.headers().get("vary"),
                preflight(STRANGER, "x").headers().get("vary"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ",",
                "a,",
                ",a",
                "a,,b",
                "a b",
                "a;b",
                "a:b",
                "a\"b",
                "a(b)",
                "a/b",
                "a@b",
                "a{b}",
                "a[b]",
                "\u00e9",
                "a,<script>",
                "LONG"
            })
    void preflightRepeatsNothingThatIsNoListOfFieldNames(String asked) {
        String fixed =
                preflight(VIEWER, "a\"").header("access-control-allow-headers").orElseThrow();

        assertEquals(
                Optional.of(fixed),
                preflight(VIEWER, asked.replace("LONG", "a".repeat(1_025))).header("access-control-allow-headers"));
        assertTrue(fixed.startsWith("Authorization, X-Api-Key, "), fixed);
    }

    @Test
    void preflightRepeatsOneListOfAtMost1024Characters() {
        String longest = "a".repeat(1_000) + "," + "b".repeat(23);
        assertTrue(allowedHeaders(preflight(VIEWER, longest)).contains("b".repeat(23)));

        ApiResponse twice = preflight(VIEWER, "c\r\nAccess-Control-Request-Headers: d");
        assertFalse(allowedHeaders(twice).contains("c"));
        assertFalse(allowedHeaders(twice).contains("d"));
    }

    @Test
    void preflightOfAnotherOriginHasNoCorsHeadersAndNoError() {
        ApiResponse response = preflight(STRANGER);

        assertEquals(204, response.status());
        assertTrue(response.headers().keySet().stream().noneMatch(name -> name.startsWith("access-control")));
    }

    @Test
    void allowedOriginMayReadTheResponse() {
        ApiResponse response = SERVICE.client().request("POST", PATH, "Origin", VIEWER);

        assertEquals(200, response.status());
        assertEquals(Optional.of(VIEWER), response.header("access-control-allow-origin"));
        assertTrue(response.header("access-control-expose-headers").orElse("").contains("Retry-After"));
        assertTrue(response.header("access-control-expose-headers").orElse("").contains("RateLimit, RateLimit-Policy"));
        assertTrue(response.header("access-control-expose-headers").orElse("").contains("WWW-Authenticate"));
        assertEquals(Optional.of("origin"), response.header("vary"));
    }

    @Test
    void anotherOriginReceivesTheSameResponseAsNoOrigin() {
        ApiResponse stranger = SERVICE.client().request("POST", ApiClient.MINT + "x", "Origin", STRANGER);

        assertEquals(SERVICE.client().request("POST", ApiClient.MINT + "x"), stranger);
    }

    @Test
    void problemResponsesHaveCorsHeaders() {
        for (String request : new String[] {
            "POST " + ApiClient.MINT + DemoDataset.PRIVATE.id(),
            "POST " + ApiClient.MINT + "x",
            "POST " + PATH + "?api_key=x",
            "GET /nothing",
            "PUT " + PATH,
            "POST /%zz",
        }) {
            ApiResponse response =
                    SERVICE.client().raw(request + " HTTP/1.1\r\nHost: x\r\nOrigin: " + VIEWER + "\r\n\r\n");
            assertEquals(Optional.of(VIEWER), response.header("access-control-allow-origin"), request);
            assertEquals(Optional.of("origin"), response.header("vary"), request);
        }
    }

    @Test
    void aWildcardAllowsAnyOriginWithoutCredentials() {
        DownloadTokenService open = RunningService.start(Map.of("CORS_ALLOWED_ORIGINS", "*"));
        try {
            ApiResponse response = new ApiClient(open.port()).request("POST", PATH, "Origin", STRANGER);
            assertEquals(Optional.of("*"), response.header("access-control-allow-origin"));
            assertEquals(Optional.empty(), response.header("access-control-allow-credentials"));
        } finally {
            RunningService.stop(open);
        }
    }

    @Test
    void withoutTheSettingNoOriginIsAllowed() {
        DownloadTokenService closed = RunningService.start(Map.of());
        try {
            ApiResponse response = new ApiClient(closed.port()).request("POST", PATH, "Origin", VIEWER);
            assertEquals(200, response.status());
            assertEquals(Optional.empty(), response.header("access-control-allow-origin"));
        } finally {
            RunningService.stop(closed);
        }
    }

    private static List<String> allowedHeaders(ApiResponse response) {
        return List.of(
                response.header("access-control-allow-headers").orElse("").split(" *, *"));
    }

    /** A raw request, since clients reject malformed headers. */
    private static ApiResponse preflight(String origin, String requestedHeaders) {
        String request = "OPTIONS " + PATH + " HTTP/1.1\r\nHost: x\r\nOrigin: " + origin
                + "\r\nAccess-Control-Request-Method: POST\r\nAccess-Control-Request-Headers: " + requestedHeaders
                + "\r\n\r\n";
        return RawResponse.to(SERVICE.port(), request);
    }

    private static ApiResponse preflight(String origin) {
        return SERVICE.client()
                .request(
                        "OPTIONS",
                        PATH,
                        "Origin",
                        origin,
                        "Access-Control-Request-Method",
                        "POST",
                        "Access-Control-Request-Headers",
                        "authorization");
    }
}
