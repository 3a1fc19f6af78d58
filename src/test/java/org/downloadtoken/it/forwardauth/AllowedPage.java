package org.downloadtoken.it.forwardauth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.downloadtoken.testing.ApiResponse;
import org.downloadtoken.testing.PlainClient;

/** A page of an allowed origin, which sends requests to a proxy. */
record AllowedPage(PlainClient client) {
    static final String ORIGIN = "https://viewer.example.com";

    /** Sends a request, requires that the page may read the response, and returns its status. */
    int read(String method, String path, String... headers) {
        ApiResponse response = send(method, path, headers);
        assertReadable(response);
        assertTrue(response.headers()
                .get("vary")
                .toString()
                .toLowerCase(Locale.ROOT)
                .contains("origin"));
        return response.status();
    }

    void preflightNeedsNoCredential(String path) {
        ApiResponse preflight = send(
                "OPTIONS",
                path + "?token=x",
                "Access-Control-Request-Method",
                "GET",
                "Access-Control-Request-Headers",
                "range,traceparent");
        assertEquals(204, preflight.status());
        assertReadable(preflight);
        List<String> headers = List.of(
                preflight.header("access-control-allow-headers").orElse("").split(", ?"));
        assertTrue(headers.containsAll(List.of("Authorization", "range", "traceparent")), headers::toString);
        assertTrue(preflight.header("access-control-allow-methods").orElse("").contains("GET, HEAD"));
        assertTrue(preflight.headers().get("vary").toString().contains("Access-Control-Request-Headers"));
    }

    /** Exactly one allowed origin, the exposed headers of the service, and no credentials mode. */
    static void assertReadable(ApiResponse response) {
        assertEquals(List.of(ORIGIN), response.headers().get("access-control-allow-origin"), response::toString);
        List<String> exposed = response.headers().get("access-control-expose-headers");
        assertEquals(1, exposed.size(), response::toString);
        assertTrue(exposed.get(0).contains("Content-Range, ETag, RateLimit, RateLimit-Policy, Retry-After"));
        assertEquals(Optional.empty(), response.header("access-control-allow-credentials"));
    }

    ApiResponse send(String method, String path, String... headers) {
        String[] all = Stream.concat(Stream.of("Origin", ORIGIN), Arrays.stream(headers))
                .toArray(String[]::new);
        return client.request(method, path, all);
    }
}
