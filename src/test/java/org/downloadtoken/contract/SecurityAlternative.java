package org.downloadtoken.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One way to authenticate at an operation.
 *
 * @param name the names of the security schemes that it combines, or "{}" for an anonymous caller
 * @param schemes the definitions of these schemes, each with the scopes that the operation needs
 */
record SecurityAlternative(String name, Map<JsonNode, JsonNode> schemes) {
    static List<SecurityAlternative> of(ObjectNode operation, Contract contract) {
        JsonNode definitions = contract.document().at("/components/securitySchemes");
        List<SecurityAlternative> alternatives = new ArrayList<>();
        operation.path("security").forEach(alternative -> {
            Map<JsonNode, JsonNode> schemes = new LinkedHashMap<>();
            List<String> names = new ArrayList<>();
            alternative.properties().forEach(scheme -> {
                JsonNode definition = definitions.path(scheme.getKey()).deepCopy();
                if (definition instanceof ObjectNode members) {
                    members.remove("description");
                }
                schemes.put(definition, scheme.getValue());
                names.add(scheme.getKey());
            });
            alternatives.add(new SecurityAlternative(names.isEmpty() ? "{}" : String.join(" and ", names), schemes));
        });
        return alternatives;
    }

    boolean isAnonymous() {
        return schemes.isEmpty();
    }
}
