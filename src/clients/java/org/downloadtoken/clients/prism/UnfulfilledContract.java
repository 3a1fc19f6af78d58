package org.downloadtoken.clients.prism;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A contract that no response fulfils: each requires a header, and each JSON object a member, that the service never sends. */
final class UnfulfilledContract {
    /** The name of the header and of the member. */
    static final String MISSING = "x-missing";

    private UnfulfilledContract() {}

    static JsonNode of(JsonNode contract) {
        JsonNode changed = contract.deepCopy();
        changed.findValues("responses").forEach(responses -> responses.forEach(UnfulfilledContract::requireHeader));
        for (JsonNode schema : changed.findParents("additionalProperties")) {
            ((ObjectNode) schema).withArray("required").add(MISSING);
        }
        return changed;
    }

    private static void requireHeader(JsonNode response) {
        if (!response.has("$ref")) {
            ObjectNode header = ((ObjectNode) response).withObject("/headers").putObject(MISSING);
            header.put("required", true).putObject("schema").put("type", "string");
        }
    }
}
