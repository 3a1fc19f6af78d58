package org.downloadtoken.clients.prism;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import java.util.TreeSet;

/**
 * A response that the contract declares for an operation.
 *
 * @param status a status, or {@code default}
 */
record DeclaredResponse(String operationId, String status) implements Comparable<DeclaredResponse> {
    static final String DEFAULT = "default";

    /** All responses of all operations of a contract. */
    static Set<DeclaredResponse> of(JsonNode contract) {
        Set<DeclaredResponse> responses = new TreeSet<>();
        for (JsonNode path : contract.get("paths")) {
            for (JsonNode operation : path) {
                String operationId = operation.get("operationId").asText();
                operation
                        .get("responses")
                        .fieldNames()
                        .forEachRemaining(status -> responses.add(new DeclaredResponse(operationId, status)));
            }
        }
        return responses;
    }

    @Override
    public int compareTo(DeclaredResponse other) {
        return toString().compareTo(other.toString());
    }

    @Override
    public String toString() {
        return operationId + " " + status;
    }
}
