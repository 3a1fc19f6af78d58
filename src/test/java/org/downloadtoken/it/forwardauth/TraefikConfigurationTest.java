package org.downloadtoken.it.forwardauth;

import static org.downloadtoken.it.forwardauth.ProxyYaml.assertMatchesStorePaths;
import static org.downloadtoken.it.forwardauth.ProxyYaml.read;
import static org.downloadtoken.it.forwardauth.ProxyYaml.texts;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.downloadtoken.testing.program.Tool;
import org.junit.jupiter.api.Test;

/** Tests the routes of Traefik, which does not run in tests, by their documented meaning. */
class TraefikConfigurationTest {
    @Test
    void traefikForwardsToTheStoreWithoutQueryAndCredentials() throws IOException {
        JsonNode http = read("traefik.yaml").get("http");
        JsonNode downloads = http.at("/routers/downloads");
        Matcher rule = Pattern.compile("PathRegexp\\(`(.*)`\\)")
                .matcher(downloads.get("rule").asText());

        assertTrue(rule.matches());
        assertMatchesStorePaths(Pattern.compile(rule.group(1)));
        assertEquals("store", downloads.get("service").asText());
        assertEquals(
                List.of("cors", "download-token", "without-credentials", "without-location", "storequery"),
                texts(downloads.get("middlewares")));
        JsonNode removed = http.at("/middlewares/without-credentials/headers/customRequestHeaders");
        for (String header : List.of("Authorization", "X-Api-Key", "Referer")) {
            assertEquals("", removed.get(header).asText("x"), header);
        }
        assertEquals(
                "",
                http.at("/middlewares/without-location/headers/customResponseHeaders/Location")
                        .asText("x"));
        assertEquals(
                List.of(), texts(http.at("/middlewares/storequery/plugin/storequery/keep")), "no parameter is listed");
    }

    @Test
    void traefikSendsRequestsForTokensToTheService() throws IOException {
        JsonNode routers = read("traefik.yaml").at("/http/routers");

        assertEquals(
                "PathPrefix(`/api/auth/download-token/`) || Path(`/api/auth/download-tokens`) || Path(`/api/auth/sign`)",
                routers.at("/tokens/rule").asText());
        assertFalse(routers.get("tokens").has("middlewares"));
        assertEquals(
                "PathPrefix(`/api/auth/verify`) || PathPrefix(`/api/auth/ext-authz`)",
                routers.at("/proxies/rule").asText());
        assertEquals("noop@internal", routers.at("/proxies/service").asText());
        assertTrue(routers.at("/proxies/priority").asInt() > 1_000, "before each other route");
    }

    @Test
    void pluginOfTraefikRemovesTheQuery() throws IOException, InterruptedException {
        Tool.GO.require();
        Process go = new ProcessBuilder("go", "test", "-count=1", ".")
                .directory(Path.of("conf", "proxy", "traefik-plugin").toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(go.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertEquals(0, go.waitFor(), output);
    }
}
