package org.downloadtoken.contract.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashSet;
import java.util.Set;

/** Compares the values of one keyword of JSON Schema. */
final class Keyword {
    private static final Set<String> TYPES =
            Set.of("null", "boolean", "object", "array", "number", "integer", "string");

    private Keyword() {}

    /** Whether the wide value accepts everything that the narrow value accepts. A missing value accepts everything. */
    static boolean accepts(String keyword, JsonNode wide, JsonNode narrow) {
        if (wide.isMissingNode()) {
            return true;
        }
        if (keyword.equals("type")) {
            return types(wide).containsAll(types(narrow));
        }
        if (keyword.equals("required")) {
            return elements(narrow).containsAll(elements(wide));
        }
        if (narrow.isMissingNode()) {
            return false;
        }
        return switch (keyword) {
            case "enum", "anyOf", "oneOf" -> elements(wide).containsAll(elements(narrow));
            case "allOf" -> elements(narrow).containsAll(elements(wide));
            case "minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties" ->
                wide.decimalValue().compareTo(narrow.decimalValue()) <= 0;
            case "maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties" ->
                wide.decimalValue().compareTo(narrow.decimalValue()) >= 0;
            case "pattern" -> new SchemaPattern(wide.asText()).includes(new SchemaPattern(narrow.asText()));
            default -> wide.equals(narrow);
        };
    }

    private static Set<String> types(JsonNode type) {
        if (type.isMissingNode()) {
            return TYPES;
        }
        Set<String> types = new LinkedHashSet<>();
        if (type.isArray()) {
            type.forEach(element -> types.add(element.asText()));
        } else {
            types.add(type.asText());
        }
        if (types.contains("number")) {
            types.add("integer");
        }
        return types;
    }

    private static Set<JsonNode> elements(JsonNode array) {
        Set<JsonNode> elements = new LinkedHashSet<>();
        array.forEach(elements::add);
        return elements;
    }
}
