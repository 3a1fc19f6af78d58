package org.downloadtoken.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.downloadtoken.contract.document.Contract;

/**
 * One way to authenticate at an operation.
 *
 * @param name the names of the security schemes that it combines, or "{}" for an anonymous caller
 * @param schemes the definition of each scheme, and the scopes that the operation needs, by the name of the scheme
 */
record SecurityAlternative(String name, Map<String, List<JsonNode>> schemes) {
    static List<SecurityAlternative> of(ObjectNode operation, Contract contract) {
        JsonNode definitions = contract.document().at("/components/securitySchemes");
        List<SecurityAlternative> alternatives = new ArrayList<>();
        operation.path("security").forEach(alternative -> {
            Map<String, List<JsonNode>> schemes = new LinkedHashMap<>();
            alternative.properties().forEach(scheme -> {
                JsonNode definition = definitions.path(scheme.getKey()).deepCopy();
                if (definition instanceof ObjectNode members) {
                    members.remove("bearerFormat");
                }
                schemes.put(scheme.getKey(), List.of(definition, scheme.getValue()));
            });
            String name = schemes.isEmpty() ? "{}" : String.join(" and ", schemes.keySet());
            alternatives.add(new SecurityAlternative(name, schemes));
        });
        return alternatives;
    }

    boolean isAnonymous() {
        return schemes.isEmpty();
    }
}
