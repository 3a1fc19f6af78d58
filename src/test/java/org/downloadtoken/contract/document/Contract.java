package org.downloadtoken.contract.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * An OpenAPI document without references and annotations, in which each operation has all its parameters, its servers and its
 * security. The names of headers are in lower case. openapi-diff 2.1.7 overlooks parameters that a path declares for its operations
 * in OpenAPI 3.1.
 */
public record Contract(ObjectNode document) {
    private static final Set<String> METHODS =
            Set.of("get", "put", "post", "delete", "options", "head", "patch", "trace");

    public static JsonNode readDocument(Path file) {
        try {
            return new YAMLMapper().readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Contract of(JsonNode document) {
        JsonNode significant = Annotations.removedFrom(document);
        Contract contract = new Contract((ObjectNode) new References(significant).resolve(significant));
        contract.document.path("paths").forEach(path -> {
            JsonNode shared = path.path("parameters");
            HeaderNames.toLowerCase(path);
            operationsOf(path).values().forEach(operation -> {
                HeaderNames.toLowerCase(operation);
                addParameters(operation, shared);
                if (!operation.has("security")) {
                    operation.set("security", contract.document.withArray("security"));
                }
                if (!operation.has("servers")) {
                    operation.set(
                            "servers",
                            path.has("servers") ? path.get("servers") : contract.document.withArray("servers"));
                }
                removeExtensions(operation.path("responses"));
            });
            ((ObjectNode) path).remove("parameters");
        });
        return contract;
    }

    public int majorVersion() {
        return Integer.parseInt(document.at("/info/version").asText().replaceFirst("\\..*", ""));
    }

    /** The version of OpenAPI without its patch number, such as "3.1". */
    public String openApiVersion() {
        return document.path("openapi").asText().replaceFirst("^([0-9]+\\.[0-9]+)\\..*", "$1");
    }

    /** The operations by method and path, such as "GET /openapi.yaml". */
    public Map<String, ObjectNode> operations() {
        Map<String, ObjectNode> operations = new LinkedHashMap<>();
        document.path("paths")
                .properties()
                .forEach(path -> operationsOf(path.getValue())
                        .forEach((method, operation) -> operations.put(method + " " + path.getKey(), operation)));
        return operations;
    }

    private static Map<String, ObjectNode> operationsOf(JsonNode path) {
        Map<String, ObjectNode> operations = new LinkedHashMap<>();
        path.properties().forEach(member -> {
            if (METHODS.contains(member.getKey())) {
                operations.put(member.getKey().toUpperCase(Locale.ROOT), (ObjectNode) member.getValue());
            }
        });
        return operations;
    }

    /** Adds the parameters of a path to an operation, except those that the operation itself declares. */
    private static void addParameters(ObjectNode operation, JsonNode shared) {
        ArrayNode own = operation.withArray("parameters");
        List<String> declared = new ArrayList<>();
        own.forEach(parameter -> declared.add(identity(parameter)));
        shared.forEach(parameter -> {
            if (!declared.contains(identity(parameter))) {
                own.add(parameter);
            }
        });
    }

    /** The names of responses are statuses. Annotations cannot know this, because the names of components are free. */
    private static void removeExtensions(JsonNode responses) {
        if (responses instanceof ObjectNode members) {
            List<String> names = new ArrayList<>();
            members.fieldNames().forEachRemaining(names::add);
            members.remove(names.stream().filter(name -> name.startsWith("x-")).toList());
        }
    }

    /** The name of a parameter, such as "token in query". */
    public static String identity(JsonNode parameter) {
        return parameter.path("name").asText() + " in " + parameter.path("in").asText();
    }
}
