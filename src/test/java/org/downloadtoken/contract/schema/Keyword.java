package org.downloadtoken.contract.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashSet;
import java.util.Set;

/** Compares the values of one keyword of JSON Schema. */
final class Keyword {
    private static final Set<String> TYPES =
            Set.of("null", "boolean", "object", "array", "number", "integer", "string");

    private Keyword() {}

    /** Whether the wide value accepts everything that the narrow value accepts. Values of a keyword without a rule must be equal. */
    static boolean accepts(String keyword, JsonNode wide, JsonNode narrow) {
        return wide.equals(narrow)
                || switch (keyword) {
                    case "type" -> types(wide).containsAll(types(narrow));
                    case "required" -> elements(narrow).containsAll(elements(wide));
                    case "enum", "pattern" ->
                        wide.isMissingNode() || (!narrow.isMissingNode() && includes(keyword, wide, narrow));
                    case "minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties" ->
                        wide.isMissingNode() || areOrdered(wide, narrow);
                    case "maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties" ->
                        wide.isMissingNode() || areOrdered(narrow, wide);
                    default -> false;
                };
    }

    private static boolean includes(String keyword, JsonNode wide, JsonNode narrow) {
        return keyword.equals("enum")
                ? elements(wide).containsAll(elements(narrow))
                : new SchemaPattern(wide.asText()).includes(new SchemaPattern(narrow.asText()));
    }

    private static boolean areOrdered(JsonNode smaller, JsonNode greater) {
        return smaller.isNumber()
                && greater.isNumber()
                && smaller.decimalValue().compareTo(greater.decimalValue()) <= 0;
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
