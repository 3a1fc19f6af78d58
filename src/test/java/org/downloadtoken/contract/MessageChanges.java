package org.downloadtoken.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.downloadtoken.contract.document.Contract;
import org.downloadtoken.contract.schema.Direction;
import org.downloadtoken.contract.schema.SchemaChanges;

/**
 * The breaking changes of what both versions of an operation have: parameters, request bodies, responses, headers and content
 * types. {@link OperationChanges} reports what was removed, and what became required or optional.
 */
final class MessageChanges {
    private static final Set<String> COMPARED_ELSEWHERE =
            Set.of("name", "in", "required", "schema", "content", "headers", "links");

    private final List<String> changes = new ArrayList<>();

    private MessageChanges() {}

    static List<String> between(JsonNode released, JsonNode current) {
        MessageChanges found = new MessageChanges();
        found.all(Direction.REQUEST, "parameter ", parameters(released), parameters(current));
        found.compare(Direction.REQUEST, "request body: ", released.path("requestBody"), current.path("requestBody"));
        found.all(Direction.RESPONSE, "", released.path("responses"), current.path("responses"));
        return found.changes;
    }

    private static JsonNode parameters(JsonNode operation) {
        ObjectNode parameters = JsonNodeFactory.instance.objectNode();
        operation.path("parameters").forEach(parameter -> parameters.set(Contract.identity(parameter), parameter));
        return parameters;
    }

    private void all(Direction direction, String prefix, JsonNode released, JsonNode current) {
        released.properties().forEach(member -> {
            String name = member.getKey();
            if (current.has(name)) {
                compare(direction, prefix + name + ": ", member.getValue(), current.path(name));
            }
        });
    }

    private void compare(Direction direction, String place, JsonNode released, JsonNode current) {
        if ((released.has("schema") && current.has("content")) || (released.has("content") && current.has("schema"))) {
            changes.add(place + "one of schema and content replaced the other");
        } else {
            addAll(place, SchemaChanges.between(direction, released.path("schema"), current.path("schema")));
        }
        all(direction, place, released.path("content"), current.path("content"));
        all(direction, place + "header ", released.path("headers"), current.path("headers"));
        addAll(place, Members.changesByName("link", released.path("links"), current.path("links")));
        addAll(place, Members.changes(released, current, COMPARED_ELSEWHERE));
    }

    private void addAll(String place, List<String> found) {
        found.forEach(change -> changes.add(place + change));
    }
}
