package org.downloadtoken.contract.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/** The members of an OpenAPI document that do not affect clients: descriptions, examples and extensions. */
final class Annotations {
    private static final Set<String> ANNOTATIONS = Set.of(
            "title",
            "description",
            "summary",
            "example",
            "examples",
            "deprecated",
            "externalDocs",
            "$comment",
            "xml",
            "$id");

    /** Objects whose members have names chosen by the author, such as a property that is named "description". */
    private static final Set<String> MAPS = Set.of(
            "properties",
            "patternProperties",
            "$defs",
            "dependentSchemas",
            "dependentRequired",
            "schemas",
            "securitySchemes",
            "parameters",
            "headers",
            "links",
            "callbacks",
            "webhooks",
            "responses",
            "requestBodies",
            "pathItems",
            "content",
            "encoding",
            "variables",
            "mapping",
            "scopes");

    /** Members whose value is data. */
    private static final Set<String> VALUES = Set.of("const", "enum", "default", "security");

    private Annotations() {}

    /** A copy of the document without annotations. */
    static JsonNode removedFrom(JsonNode document) {
        return copy(document, false);
    }

    private static JsonNode copy(JsonNode node, boolean isMap) {
        if (node.isArray()) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            node.forEach(element -> array.add(copy(element, false)));
            return array;
        }
        if (!node.isObject()) {
            return node;
        }
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        node.properties().forEach(member -> {
            String name = member.getKey();
            if (isMap) {
                object.set(name, copy(member.getValue(), false));
            } else if (VALUES.contains(name)) {
                object.set(name, member.getValue());
            } else if (!ANNOTATIONS.contains(name) && !name.startsWith("x-")) {
                object.set(name, copy(member.getValue(), MAPS.contains(name)));
            }
        });
        return object;
    }
}
