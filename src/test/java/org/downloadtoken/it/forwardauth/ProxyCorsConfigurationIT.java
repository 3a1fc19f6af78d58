package org.downloadtoken.it.forwardauth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.downloadtoken.demo.DemoDataset;
import org.downloadtoken.testing.ApiClient;
import org.downloadtoken.testing.RunningService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Compares the CORS settings of the proxies that do not run in tests with the headers of the service. */
class ProxyCorsConfigurationIT {
    private static final String VIEWER = "https://viewer.example.com";

    @RegisterExtension
    static final RunningService SERVICE = new RunningService(Map.of("CORS_ALLOWED_ORIGINS", VIEWER));

    @Test
    void traefikExposesTheHeadersOfTheServiceAndAnswersPreflightsFirst() throws IOException {
        JsonNode http = read("traefik.yaml").get("http");
        JsonNode cors = http.at("/middlewares/cors/headers");

        assertEquals(exposed(), String.join(", ", texts(cors.get("accessControlExposeHeaders"))));
        assertEquals(List.of("*", "Authorization"), texts(cors.get("accessControlAllowHeaders")));
        assertTrue(cors.get("addVaryHeader").asBoolean());
        assertFalse(cors.has("accessControlAllowCredentials"));
        assertEquals("cors", http.at("/routers/downloads/middlewares/0").asText());
    }

    @Test
    void envoyExposesTheHeadersOfTheServiceAndAnswersPreflightsFirst() throws IOException {
        JsonNode manager =
                read("envoy.yaml").at("/static_resources/listeners/0/filter_chains/0/filters/0/typed_config");
        JsonNode routes = manager.at("/route_config/virtual_hosts/0/routes");
        JsonNode cors = routes.at("/1/typed_per_filter_config").get("envoy.filters.http.cors");

        assertEquals(exposed(), cors.get("expose_headers").asText());
        assertEquals("*, Authorization", cors.get("allow_headers").asText());
        assertFalse(cors.get("allow_credentials").asBoolean());
        assertEquals(
                "envoy.filters.http.cors", manager.at("/http_filters/0/name").asText());
    }

    private static String exposed() {
        return SERVICE.client()
                .request("POST", ApiClient.MINT + DemoDataset.PUBLIC.id(), "Origin", VIEWER)
                .header("access-control-expose-headers")
                .orElseThrow();
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    private static JsonNode read(String name) throws IOException {
        return new YAMLMapper().readTree(Path.of("conf", "proxy", name).toFile());
    }
}
