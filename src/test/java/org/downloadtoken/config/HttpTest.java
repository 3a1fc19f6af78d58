package org.downloadtoken.config;

import static org.downloadtoken.config.ConfigErrors.assertRejected;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpTest {
    @Test
    void defaults() {
        assertEquals(
                new Http(
                        "0.0.0.0",
                        8080,
                        "/api",
                        Optional.empty(),
                        Math.min(256, Runtime.getRuntime().availableProcessors()),
                        (int) Math.min(20_000, Runtime.getRuntime().maxMemory() / 32_768),
                        Duration.ofSeconds(5),
                        List.of(),
                        true),
                Http.from(Map.of()));
    }

    @Test
    void hostIsANameOrAnAddress() {
        assertEquals("::1", http("HTTP_HOST", "::1").host());
        assertEquals("::1", http("HTTP_HOST", "[::1]").host());
        assertEquals("localhost", http("HTTP_HOST", "localhost").host());
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://service.example.com", "0.0.0.0:8080", "[::1]:8080"})
    void otherHostIsRejected(String host) {
        assertRejected(
                Http::from, Http.HOST, host, "a host name or an IP address, not a URL; the port belongs in HTTP_PORT");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 65_535})
    void portIsInItsRange(int port) {
        assertEquals(port, http("HTTP_PORT", String.valueOf(port)).port());
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "65536", "eighty", "80.5", "99999999999", "", " 80"})
    void portOutOfRangeIsRejected(String port) {
        assertRejected(Http::from, Http.PORT, port, "a whole number from 0 to 65535");
    }

    @ParameterizedTest
    @CsvSource({
        "https://tokens.example.com/api, https://tokens.example.com/api",
        "HTTP://Tokens.Example.com:80, http://tokens.example.com/",
        "https://tokens.example.com:8443/a/b/, https://tokens.example.com:8443/a/b/"
    })
    void publicUrlIsParsedAsBrowsersDo(String text, String url) {
        assertEquals(url, http("PUBLIC_URL", text).publicUrl().orElseThrow().toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"tokens.example.com/api", "/api", "ftp://a/api"})
    void otherPublicUrlIsRejected(String url) {
        assertRejected(
                Http::from,
                Http.PUBLIC_URL,
                url,
                "an http or https URL such as https://tokens.example.com/api, without user name, query and fragment");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://user:hush@a/api",
                "https://user:hush%40a/api",
                "https://a/api?key=hush",
                "https://a/api#hush"
            })
    void publicUrlWithASecretIsRejectedWithoutPrintingIt(String url) {
        String message = ConfigErrors.message(() -> http("PUBLIC_URL", url));

        assertTrue(message.startsWith("PUBLIC_URL must be an http or https URL"), message);
        assertFalse(message.contains("hush"), message);
    }

    @ParameterizedTest
    @CsvSource({"/, ''", "/api, /api", "/a/b.c, /a/b.c", "/~a_-, /~a_-"})
    void basePathIsAPathWithoutASlashAtItsEnd(String path, String basePath) {
        assertEquals(basePath, http("HTTP_BASE_PATH", path).basePath());
    }

    @ParameterizedTest
    @ValueSource(strings = {"api", "/api/", "/a/../b", "/{a}", "/a//b", ""})
    void otherBasePathIsRejected(String path) {
        assertRejected(Http::from, Http.BASE_PATH, path, "a path such as /api, without a slash at its end");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 256})
    void eventLoopsAreInTheirRange(int loops) {
        assertEquals(loops, http("EVENT_LOOPS", String.valueOf(loops)).eventLoops());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "257"})
    void eventLoopsOutOfRangeAreRejected(String loops) {
        assertRejected(Http::from, Http.EVENT_LOOPS, loops, "a whole number from 1 to 256");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 1_000_000})
    void maxConnectionsAreInTheirRange(int connections) {
        assertEquals(
                connections,
                http("MAX_CONNECTIONS", String.valueOf(connections)).maxConnections());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "1000001"})
    void maxConnectionsOutOfRangeAreRejected(String connections) {
        assertRejected(Http::from, Http.MAX_CONNECTIONS, connections, "a whole number from 1 to 1000000");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 300})
    void drainIsInItsRange(int seconds) {
        assertEquals(
                Duration.ofSeconds(seconds),
                http("DRAIN_SECONDS", String.valueOf(seconds)).drain());
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "301"})
    void drainOutOfRangeIsRejected(String seconds) {
        assertRejected(Http::from, Http.DRAIN_SECONDS, seconds, "a whole number from 0 to 300");
    }

    @Test
    void originsAreAList() {
        assertEquals(
                List.of("https://viewer.example.com", "http://[::1]:8080"),
                http("CORS_ALLOWED_ORIGINS", "https://viewer.example.com , http://[::1]:8080,")
                        .corsAllowedOrigins());
        assertEquals(List.of("*"), http("CORS_ALLOWED_ORIGINS", "*").corsAllowedOrigins());
    }

    @ParameterizedTest
    @CsvSource({
        "https://viewer.example.com/, https://viewer.example.com",
        "HTTPS://Viewer.Example.COM, https://viewer.example.com",
        "https://viewer.example.com:443, https://viewer.example.com",
        "http://viewer.example.com:8080, http://viewer.example.com:8080",
        "https://map_viewer.example.com, https://map_viewer.example.com",
        "https://kärten.example, https://xn--krten-gra.example",
        "http://[2001:DB8:0:0::1]:3000, http://[2001:db8::1]:3000"
    })
    void originHasTheFormThatBrowsersSend(String origin, String sent) {
        assertEquals(List.of(sent), http("CORS_ALLOWED_ORIGINS", origin).corsAllowedOrigins());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://viewer.example.com/map",
                "https://*.example.com",
                "ftp://viewer.example.com",
                "viewer.example.com",
                "*,https://viewer.example.com",
                "https://viewer.example.com,null",
                "null"
            })
    void otherOriginIsRejected(String origins) {
        assertRejected(
                Http::from,
                Http.CORS_ALLOWED_ORIGINS,
                origins,
                "a comma-separated list of origins such as https://viewer.example.com, or * alone");
    }

    @Test
    void apiPagesAreOnOrOff() {
        assertTrue(http("API_PAGES", "ON").apiPages());
        assertFalse(http("API_PAGES", "off").apiPages());
        assertRejected(Http::from, Http.API_PAGES, "false", "one of off, on");
    }

    private static Http http(String name, String value) {
        return Http.from(Map.of(name, value));
    }
}
