package org.downloadtoken.it.forwardauth.envoy;

import static org.downloadtoken.it.forwardauth.ProxyYaml.ID;
import static org.downloadtoken.it.forwardauth.ProxyYaml.STORE_PATHS;
import static org.downloadtoken.it.forwardauth.ProxyYaml.assertMatches;
import static org.downloadtoken.it.forwardauth.ProxyYaml.assertMatchesStorePaths;
import static org.downloadtoken.it.forwardauth.ProxyYaml.read;
import static org.downloadtoken.it.forwardauth.ProxyYaml.texts;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** Tests the configuration of Envoy, which does not run in tests, by its documented meaning. */
class EnvoyConfigurationTest {
    private static final List<String> TOKENS =
            List.of("/api/auth/download-token/" + ID, "/api/auth/download-tokens", "/api/auth/sign");

    @Test
    void storeReceivesNeitherQueryNorCredentials() throws IOException {
        JsonNode route = route("store");

        assertMatchesStorePaths(regex(route));
        assertEquals(List.of("authorization", "x-api-key", "referer"), texts(route.get("request_headers_to_remove")));
        assertEquals(List.of("location"), texts(route.get("response_headers_to_remove")));
        assertFalse(route.get("typed_per_filter_config").has("envoy.filters.http.lua"));
        assertFalse(route.get("typed_per_filter_config").has("envoy.filters.http.ext_authz"));
        List<String> filters = manager().get("http_filters").findValuesAsText("name").stream()
                .filter(name -> name.startsWith("envoy.filters"))
                .toList();
        assertTrue(
                filters.indexOf("envoy.filters.http.lua") > filters.indexOf("envoy.filters.http.ext_authz"),
                filters::toString);
    }

    @Test
    void requestsForTokensGoToTheServiceWithTheirQuery() throws IOException {
        JsonNode route = route("download_token_service");

        assertMatches(
                regex(route),
                TOKENS,
                List.of(
                        "/api/auth/verify",
                        "/api/auth/signs",
                        "/api/auth/download-token/../ext-authz/x",
                        STORE_PATHS.get(0)));
        assertTrue(route.at("/typed_per_filter_config/envoy.filters.http.lua/disabled")
                .asBoolean());
        JsonNode first = manager().at("/route_config/virtual_hosts/0/routes/0");
        assertMatches(
                regex(first),
                List.of("/api/auth/verify", "/api/auth/verify/", "/api/auth/ext-authz", "/api/auth/ext-authz/tiles/x"),
                TOKENS);
        assertEquals(404, first.at("/direct_response/status").asInt());
    }

    /** A header with a URI or a method would be refused, so Envoy must pass none on. */
    @Test
    void serviceIsAskedAtItsPrefix() throws IOException {
        JsonNode filter = StreamSupport.stream(manager().get("http_filters").spliterator(), false)
                .filter(candidate -> candidate.get("name").asText().equals("envoy.filters.http.ext_authz"))
                .findFirst()
                .orElseThrow()
                .get("typed_config");

        assertEquals(EnvoyCheck.PREFIX, filter.at("/http_service/path_prefix").asText());
        assertEquals(
                List.of("authorization", "x-api-key", "x-forwarded-for"),
                filter.at("/allowed_headers/patterns").findValuesAsText("exact"));
        assertEquals(
                List.of("x-download-dataset", "x-download-subject"),
                filter.at("/http_service/authorization_response/allowed_upstream_headers/patterns")
                        .findValuesAsText("exact"));
        assertFalse(filter.get("failure_mode_allow").asBoolean(true));
        assertEquals("ServiceUnavailable", filter.at("/status_on_error/code").asText());
    }

    /** Envoy compares the whole path, without the query. */
    private static Pattern regex(JsonNode route) {
        return Pattern.compile(route.at("/match/safe_regex/regex").asText());
    }

    private static JsonNode route(String cluster) throws IOException {
        return StreamSupport.stream(
                        manager().at("/route_config/virtual_hosts/0/routes").spliterator(), false)
                .filter(route -> route.at("/route/cluster").asText().equals(cluster))
                .findFirst()
                .orElseThrow();
    }

    private static JsonNode manager() throws IOException {
        return read("envoy.yaml").at("/static_resources/listeners/0/filter_chains/0/filters/0/typed_config");
    }
}
