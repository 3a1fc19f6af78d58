package org.downloadtoken.it.pages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.downloadtoken.DownloadTokenService;
import org.downloadtoken.testing.ApiResponse;
import org.downloadtoken.testing.PlainClient;
import org.downloadtoken.testing.RunningService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PagesIT {
    @RegisterExtension
    static final RunningService SERVICE =
            new RunningService(Map.of("CORS_ALLOWED_ORIGINS", "https://viewer.example.com"));

    private static final Pattern LINK = Pattern.compile("(?:href|src)=\"([^\"]+)\"");

    @ParameterizedTest
    @ValueSource(strings = {"/", "/docs", "/api/", "/api/docs"})
    void linkedResourcesExist(String page) {
        List<String> links = links(page);

        assertFalse(links.isEmpty());
        for (String link : links) {
            String path = page.substring(0, page.lastIndexOf('/') + 1) + link;
            assertEquals(200, get(path).status(), path);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/docs",
                "/docs/start.js",
                "/page.css",
                "/icon.svg",
                "/client/download-token.js",
                "/openapi.json"
            })
    void pageHasRestrictiveSecurityHeaders(String path) {
        ApiResponse response = get(path);

        String policy = response.header("content-security-policy").orElse("");
        assertTrue(policy.startsWith("default-src 'none'; script-src 'self'; style-src 'self';"), policy);
        assertTrue(policy.endsWith("base-uri 'none'; form-action 'none'; frame-ancestors 'none'"), policy);
        assertFalse(policy.contains("unsafe"), policy);
        assertEquals("nosniff", response.header("x-content-type-options").orElse(""));
        assertEquals("no-referrer", response.header("referrer-policy").orElse(""));
    }

    @Test
    void moduleHasAJavaScriptMediaType() {
        assertEquals(
                "text/javascript; charset=utf-8",
                get("/client/download-token.js").header("content-type").orElse(""));
    }

    @Test
    void eachFileOfTheClientIsServed() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/main/resources/pages/client"))) {
            for (Path file : files.toList()) {
                assertEquals(
                        Files.readString(file),
                        get("/client/" + file.getFileName()).body());
            }
        }
    }

    @Test
    void yamlAndJsonContainTheSameContract() {
        JsonObject json = new JsonObject(get("/openapi.json").body());

        assertEquals(json, new JsonObject(get("/api/openapi.json").body()));
        assertEquals(get("/openapi.yaml").body(), get("/api/openapi.yaml").body());
        assertEquals(
                "createDownloadToken",
                json.getJsonObject("paths")
                        .getJsonObject("/auth/download-token/{dataset_id}")
                        .getJsonObject("post")
                        .getString("operationId"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/docs", "/client/download-token.js", "/api/openapi.json", "/api/openapi.yaml"})
    void unchangedPageIsNotModified(String path) {
        String tag = get(path).header("etag").orElseThrow();

        ApiResponse again = SERVICE.client().request("GET", path, "If-None-Match", tag);

        assertEquals(304, again.status());
        assertEquals("", again.body());
        assertEquals(tag, again.header("etag").orElse(""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"W/%s", "\"another\", %s", "*"})
    void everyFormOfIfNoneMatchIsAccepted(String condition) {
        String tag = get("/docs").header("etag").orElseThrow();

        assertEquals(
                304,
                SERVICE.client()
                        .request("GET", "/docs", "If-None-Match", condition.formatted(tag))
                        .status());
        assertEquals(
                200,
                SERVICE.client()
                        .request("GET", "/docs", "If-None-Match", "\"another\"")
                        .status());
    }

    @Test
    void responseToHeadHasNoBody() {
        ApiResponse head = new PlainClient(SERVICE.port()).request("HEAD", "/docs");

        assertEquals(200, head.status());
        assertEquals("", head.body());
        assertEquals(get("/docs").header("content-length"), head.header("content-length"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/docs/", "/api", "/api/docs/", "/openapi.json/", "/docs/nothing", "/client/"})
    void pathWithBrokenRelativeLinksIsNotFound(String path) {
        assertEquals(404, SERVICE.client().request("GET", path).status());
    }

    @Test
    void pagesAllowOnlyGetAndHead() {
        ApiResponse response = SERVICE.client().request("POST", "/docs");

        assertEquals(405, response.status());
        assertEquals("GET, HEAD", response.header("allow").orElse(""));
    }

    @Test
    void allowedOriginMayLoadTheClient() {
        ApiResponse response = new PlainClient(SERVICE.port())
                .request("GET", "/client/download-token.js", "Origin", "https://viewer.example.com");

        assertEquals(
                "https://viewer.example.com",
                response.header("access-control-allow-origin").orElse(""));
    }

    @Test
    void withoutApiPagesTheClientAndTheContractAreServed() {
        DownloadTokenService service = RunningService.start(Map.of("API_PAGES", "off"));
        try {
            PlainClient http = new PlainClient(service.port());

            for (String path : List.of("/", "/api/", "/docs", "/docs/start.js", "/openapi.yaml", "/openapi.json")) {
                assertEquals(404, http.request("GET", path).status(), path);
            }
            for (String path : List.of("/client/download-token.js", "/api/openapi.yaml", "/api/openapi.json")) {
                assertEquals(200, http.request("GET", path).status(), path);
            }
        } finally {
            RunningService.stop(service);
        }
    }

    private static List<String> links(String page) {
        Stream<MatchResult> links = LINK.matcher(get(page).body()).results();
        return links.map(link -> link.group(1)).toList();
    }

    private static ApiResponse get(String path) {
        return new PlainClient(SERVICE.port()).request("GET", path);
    }
}
