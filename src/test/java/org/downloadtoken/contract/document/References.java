package org.downloadtoken.contract.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Replaces references within a document by copies of their targets. A schema must fulfil both the target and the members beside
 * the reference, so the two become an {@code allOf}. A copy has the member {@code class} if generated clients have a class for it. A
 * recursive reference stays as it is.
 */
public record References(JsonNode document) {
    private static final Pattern COMPONENT_WITHOUT_SCHEMA = Pattern.compile("#/components/(?!schemas/)[^/]+/[^/]+");

    private static final String SCHEMAS = "#/components/schemas/";
    private static final Set<String> SIMPLE_TYPES = Set.of("string", "integer", "number", "boolean", "array");

    /** The reference itself, and the texts that may stand beside every reference. */
    private static final Set<String> REFERENCE = Set.of("$ref", "summary", "description");

    public JsonNode resolve(JsonNode node) {
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
        JsonNode reference = node.path("$ref");
        if (reference.isTextual() && !open.contains(reference.asText())) {
            return resolveReference(reference.asText(), node, open);
        }
        return resolveMembers(node, open);
    }

    private ObjectNode resolveMembers(JsonNode node, Set<String> open) {
        ObjectNode copy = JsonNodeFactory.instance.objectNode();
        node.properties().forEach(member -> copy.set(member.getKey(), resolve(member.getValue(), open)));
        return copy;
    }

    private ObjectNode resolveReference(String reference, JsonNode node, Set<String> open) {
        ObjectNode target = target(reference, open);
        ObjectNode siblings = resolveMembers(node, open).without(REFERENCE);
        if (siblings.isEmpty()) {
            return target;
        }
        if (COMPONENT_WITHOUT_SCHEMA.matcher(reference).matches()) {
            throw new IllegalArgumentException("members beside the reference " + reference + " have no effect");
        }
        ObjectNode both = JsonNodeFactory.instance.objectNode();
        both.putArray("allOf").add(target).add(siblings);
        return both;
    }

    private ObjectNode target(String reference, Set<String> open) {
        if (!reference.startsWith("#/")) {
            throw new IllegalArgumentException(
                    "the reference " + reference + " is not supported: it must start with #/");
        }
        JsonNode target = document.at(reference.substring(1));
        if (!target.isObject()) {
            throw new IllegalArgumentException("the reference " + reference + " has no target");
        }
        Set<String> within = new HashSet<>(open);
        within.add(reference);
        ObjectNode copy = (ObjectNode) resolve(target, within);
        boolean isSimple = SIMPLE_TYPES.contains(target.path("type").asText()) && !target.has("enum");
        return reference.startsWith(SCHEMAS) && !isSimple
                ? copy.put("class", reference.substring(SCHEMAS.length()))
                : copy;
    }
}
