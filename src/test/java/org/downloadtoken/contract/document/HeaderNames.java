package org.downloadtoken.contract.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Writes the names of headers in lower case, because HTTP does not distinguish upper and lower case in them. */
final class HeaderNames {
    private HeaderNames() {}

    static void toLowerCase(JsonNode operation) {
        operation.path("parameters").forEach(parameter -> {
            if (parameter.path("in").asText().equals("header")) {
                ((ObjectNode) parameter)
                        .put("name", lowerCase(parameter.path("name").asText()));
            }
        });
        operation.path("responses").forEach(response -> {
            if (response.path("headers") instanceof ObjectNode headers) {
                Map<String, JsonNode> renamed = new TreeMap<>();
                headers.properties().forEach(header -> renamed.put(lowerCase(header.getKey()), header.getValue()));
                headers.removeAll().setAll(renamed);
            }
        });
    }

    private static String lowerCase(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
