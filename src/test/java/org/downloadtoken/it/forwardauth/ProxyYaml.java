package org.downloadtoken.it.forwardauth;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/** Reads the shipped YAML of Traefik and Envoy, which do not run in tests, and compares its path patterns. */
public final class ProxyYaml {
    public static final String ID = "2489e9ad-2ee2-8e00-8ec9-32d5f69181c0";

    /** Paths that the store answers. */
    public static final List<String> STORE_PATHS = List.of(
            "/api/datasets/" + ID + "/download/cog",
            "/api/datasets/" + ID + "/download/a.tif",
            "/tiles/" + ID + "/1/2/3.png",
            "/zarr/" + ID + "/.zmetadata");

    private static final List<String> OTHER_PATHS = List.of(
            "/api/datasets/" + ID + "/download/x",
            "/api/datasets/" + ID + "/download/atif",
            "/api/datasets/" + ID + "/download/cog/x",
            "/tiles/" + ID,
            "/tiles/" + ID + "/",
            "/x/tiles/" + ID + "/1",
            "/api/auth/sign");

    private ProxyYaml() {}

    /** Reads a file of {@code conf/proxy}. */
    public static JsonNode read(String name) throws IOException {
        return new YAMLMapper().readTree(Path.of("conf", "proxy", name).toFile());
    }

    public static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    public static void assertMatchesStorePaths(Pattern pattern) {
        assertMatches(pattern, STORE_PATHS, OTHER_PATHS);
    }

    public static void assertMatches(Pattern pattern, List<String> paths, List<String> others) {
        paths.forEach(path -> assertTrue(pattern.matcher(path).matches(), path));
        others.forEach(path -> assertFalse(pattern.matcher(path).matches(), path));
    }
}
