package org.downloadtoken.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.Set;

/**
 * Replaces references within a document by copies of their targets. A member beside the reference replaces that of the target. A
 * recursive reference stays as it is.
 */
record References(JsonNode document) {
    JsonNode resolve(JsonNode node) {
        return resolve(node, Set.of());
    }

    private JsonNode resolve(JsonNode node, Set<String> open) {
        if (node.isArray()) {
            ArrayNode copy = JsonNodeFactory.instance.arrayNode();
            node.forEach(element -> copy.add(resolve(element, open)));
            return copy;
        }
        if (!node.isObject()) {
            return node;
        }
        String reference = node.path("$ref").asText();
        boolean replace = reference.startsWith("#/") && !open.contains(reference);
        ObjectNode copy = replace ? target(reference, open) : JsonNodeFactory.instance.objectNode();
        node.properties().forEach(member -> {
            if (!replace || !member.getKey().equals("$ref")) {
                copy.set(member.getKey(), resolve(member.getValue(), open));
            }
        });
        return copy;
    }

    private ObjectNode target(String reference, Set<String> open) {
        JsonNode target = document.at(reference.substring(1));
        if (!target.isObject()) {
            throw new IllegalArgumentException("no target of " + reference);
        }
        Set<String> within = new HashSet<>(open);
        within.add(reference);
        return (ObjectNode) resolve(target, within);
    }
}
