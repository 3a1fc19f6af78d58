package org.downloadtoken.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.downloadtoken.contract.schema.Direction;
import org.downloadtoken.contract.schema.SchemaChanges;

/**
 * Where an operation uses a schema.
 *
 * @param name such as "200: application/json" or "parameter token in query"
 */
record SchemaPlace(Direction direction, String name) {
    /** The breaking changes of all schemas that both versions of an operation use at the same place. */
    static List<String> changes(JsonNode released, JsonNode current) {
        List<String> changes = new ArrayList<>();
        Map<SchemaPlace, JsonNode> schemas = schemas(current);
        schemas(released).forEach((place, schema) -> {
            JsonNode after = schemas.get(place);
            if (after != null) {
                SchemaChanges.between(place.direction, schema, after)
                        .forEach(change -> changes.add(place.name + ": " + change));
            }
        });
        return changes;
    }

    private static Map<SchemaPlace, JsonNode> schemas(JsonNode operation) {
        Map<SchemaPlace, JsonNode> schemas = new LinkedHashMap<>();
        operation.path("parameters").forEach(parameter -> {
            String name = parameter.path("name").asText() + " in "
                    + parameter.path("in").asText();
            add(schemas, Direction.REQUEST, "parameter " + name, parameter);
        });
        add(schemas, Direction.REQUEST, "request body", operation.path("requestBody"));
        operation.path("responses").properties().forEach(response -> {
            String status = response.getKey();
            add(schemas, Direction.RESPONSE, status, response.getValue());
            response.getValue()
                    .path("headers")
                    .properties()
                    .forEach(header -> add(
                            schemas, Direction.RESPONSE, status + ": header " + header.getKey(), header.getValue()));
        });
        return schemas;
    }

    private static void add(Map<SchemaPlace, JsonNode> schemas, Direction direction, String name, JsonNode owner) {
        owner.path("content")
                .properties()
                .forEach(content -> schemas.put(
                        new SchemaPlace(direction, name + ": " + content.getKey()),
                        content.getValue().path("schema")));
        if (!owner.has("content")) {
            schemas.put(new SchemaPlace(direction, name), owner.path("schema"));
        }
    }
}
