package org.downloadtoken.helm.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.downloadtoken.config.ServiceConfig;
import org.downloadtoken.config.setting.ConfigException;
import org.downloadtoken.testing.helm.Chart;
import org.downloadtoken.testing.helm.Manifests;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests that each role gets the settings that it uses, and no others. */
class ClusterSettingsTest {
    /** An edge with one of these settings does not start. */
    @Test
    void settingsOfTheCatalogAreThoseOfAccessNodesOnly(@TempDir Path directory) throws IOException {
        Manifests manifests = Chart.SHIPPED.render(Chart.values("cluster"), everySetting(directory));
        Set<String> edge = variables(manifests, "edge");
        Set<String> access = variables(manifests, "access");
        Set<String> schema = new TreeSet<>(schema().keySet());
        Set<String> catalog =
                schema.stream().filter(ClusterSettingsTest::isRefusedByAnEdge).collect(Collectors.toSet());

        assertTrue(catalog.contains("DOWNLOAD_ROLES"), catalog::toString);
        assertTrue(access.containsAll(catalog), access::toString);
        schema.removeAll(catalog);
        assertEquals(schema, intersection(schema, edge));
        assertEquals(Set.of(), intersection(catalog, edge));
        assertEquals(
                Set.of("EVENT_LOOPS", "LOG_FORMAT", "LOG_LEVEL", "MANAGEMENT_HOST", "PUBLIC_CACHE_INVALIDATION"),
                intersection(schema, access));
    }

    private static boolean isRefusedByAnEdge(String setting) {
        Map<String, String> edge = Map.of(
                "CLUSTER_ROLES",
                "edge",
                "CLUSTER_MEMBERS",
                "10.0.0.5:5701",
                "CLUSTER_HOST",
                "10.0.0.4",
                "CLUSTER_INSECURE",
                "allow",
                setting,
                "x");
        return String.valueOf(assertThrows(ConfigException.class, () -> ServiceConfig.from(edge))
                        .getMessage())
                .contains("must not be set with CLUSTER_ROLES=edge");
    }

    private static Set<String> variables(Manifests manifests, String role) {
        Deployment deployment = manifests.named(Deployment.class, "geo-download-token-service-" + role);
        return deployment.getSpec().getTemplate().getSpec().getContainers().get(0).getEnv().stream()
                .map(EnvVar::getName)
                .collect(Collectors.toSet());
    }

    private static Set<String> intersection(Set<String> some, Set<String> others) {
        Set<String> both = new TreeSet<>(some);
        both.retainAll(others);
        return both;
    }

    /** A value for each setting of the schema. */
    private static Path everySetting(Path directory) throws IOException {
        Map<String, Object> settings = new HashMap<>();
        schema().forEach((name, type) -> settings.put(
                name,
                type.has("enum")
                        ? type.get("enum").get(0)
                        : type.path("type").asText().equals("integer") ? type.get("minimum") : "/1"));
        settings.put("POSTGRES_PORT", 5432);
        Path values = directory.resolve("values.yaml");
        new YAMLMapper().writeValue(values.toFile(), Map.of("settings", settings));
        return values;
    }

    private static Map<String, JsonNode> schema() throws IOException {
        JsonNode schema = new YAMLMapper()
                .readTree(Chart.SHIPPED.path().resolve("values.schema.json").toFile());
        return schema.at("/properties/settings/properties").properties().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
