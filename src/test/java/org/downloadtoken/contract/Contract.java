package org.downloadtoken.contract;

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
 * An OpenAPI document without references, in which each operation has all its parameters and its security. openapi-diff 2.1.7
 * overlooks parameters that a path declares for its operations in OpenAPI 3.1.
 */
record Contract(ObjectNode document) {
    private static final Set<String> METHODS =
            Set.of("get", "put", "post", "delete", "options", "head", "patch", "trace");

    static JsonNode readDocument(Path file) {
        try {
            return new YAMLMapper().readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Contract of(JsonNode document) {
        Contract contract = new Contract((ObjectNode) new References(document).resolve(document));
        contract.document.path("paths").forEach(path -> {
            JsonNode shared = ((ObjectNode) path).remove("parameters");
            operationsOf(path).values().forEach(operation -> {
                if (shared != null) {
                    addParameters(operation, shared);
                }
                if (!operation.has("security")) {
                    operation.set("security", contract.document.withArray("security"));
                }
            });
        });
        return contract;
    }

    int majorVersion() {
        return Integer.parseInt(document.at("/info/version").asText().replaceFirst("\\..*", ""));
    }

    /** The operations by method and path, such as "GET /openapi.yaml". */
    Map<String, ObjectNode> operations() {
        Map<String, ObjectNode> operations = new LinkedHashMap<>();
        document.path("paths")
                .properties()
                .forEach(path -> operationsOf(path.getValue())
                        .forEach((method, operation) -> operations.put(method + " " + path.getKey(), operation)));
        return operations;
    }

    List<ContractServer> servers() {
        List<ContractServer> servers = new ArrayList<>();
        document.path("servers").forEach(server -> servers.add(ContractServer.of(server)));
        return servers;
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

    private static String identity(JsonNode parameter) {
        return parameter.path("in").asText() + " " + parameter.path("name").asText();
    }
}
