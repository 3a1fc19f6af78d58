package org.downloadtoken.helm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.downloadtoken.metrics.Build;
import org.downloadtoken.testing.helm.Chart;
import org.junit.jupiter.api.Test;

/** Compares the values of the chart with its templates and its schema. */
class ChartValuesTest {
    /** Objects whose members have names of the user's choice. */
    private static final Set<String> FREE_NAMES =
            Set.of(".dashboard.labels", ".resources", ".cluster.access.resources");

    private static final Path DIRECTORY = Chart.SHIPPED.path();
    private static final JsonNode VALUES = read("values.yaml");
    private static final JsonNode SCHEMA = read("values.schema.json");

    @Test
    void versionsAreThoseOfTheService() {
        JsonNode chart = read("Chart.yaml");

        assertEquals(Build.version(), chart.get("appVersion").asText());
        assertEquals(Build.version(), chart.get("version").asText());
    }

    @Test
    void eachValueIsUsedByATemplate() throws IOException {
        String templates = templates();

        assertEquals(
                List.of(),
                leaves(VALUES, "").stream()
                        .filter(path -> !Pattern.compile("\\.Values" + Pattern.quote(path) + "\\b")
                                .matcher(templates)
                                .find())
                        .toList());
    }

    /** A comment stands above a value, or above the object that it belongs to. */
    @Test
    void eachValueIsDocumented() throws IOException {
        List<String> lines = Files.readAllLines(DIRECTORY.resolve("values.yaml"));
        List<String> undocumented = new ArrayList<>();
        boolean documented = false;
        for (String line : lines) {
            if (line.isBlank()) {
                documented = false;
            } else if (line.strip().startsWith("#")) {
                documented = true;
            } else if (!documented && !line.startsWith("  ")) {
                undocumented.add(line);
            }
        }

        assertEquals(List.of(), undocumented);
    }

    @Test
    void schemaDescribesEachValueAndNothingElse() {
        Set<String> expected = new TreeSet<>(leaves(VALUES, ""));
        expected.add(".enabled"); // the condition of a chart that depends on this one

        assertEquals(expected, new TreeSet<>(described(SCHEMA, VALUES, "")));
    }

    private static List<String> leaves(JsonNode values, String path) {
        if (!values.isObject() || values.isEmpty() || FREE_NAMES.contains(path)) {
            return List.of(path);
        }
        return values.properties().stream()
                .flatMap(member -> leaves(member.getValue(), path + "." + member.getKey()).stream())
                .toList();
    }

    /** The paths of the schema as far as the values are objects with fixed members. */
    private static List<String> described(JsonNode schema, JsonNode values, String path) {
        JsonNode resolved =
                schema.has("$ref") ? SCHEMA.at(schema.get("$ref").asText().substring(1)) : schema;
        if (!values.isObject() || values.isEmpty() || FREE_NAMES.contains(path)) {
            return List.of(path);
        }
        assertTrue(!resolved.get("additionalProperties").asBoolean(true), path);
        return resolved.get("properties").properties().stream()
                .filter(member -> !member.getKey().equals("global")) // Helm adds it to the values of a dependency
                .flatMap(member ->
                        described(member.getValue(), values.path(member.getKey()), path + "." + member.getKey())
                                .stream())
                .toList();
    }

    private static String templates() throws IOException {
        StringBuilder text = new StringBuilder();
        try (Stream<Path> files = Files.walk(DIRECTORY.resolve("templates"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                text.append(Files.readString(file));
            }
        }
        return text.toString();
    }

    private static JsonNode read(String name) {
        try {
            return new YAMLMapper().readTree(DIRECTORY.resolve(name).toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
