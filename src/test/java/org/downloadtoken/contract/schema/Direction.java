package org.downloadtoken.contract.schema;

import com.fasterxml.jackson.databind.JsonNode;

/** Who sends a value. It decides whether a schema may only become wider, or only narrower. */
public enum Direction {
    /** The client sends the value: the new schema accepts each value that the released one accepts. */
    REQUEST,
    /** The service sends the value: the released schema accepts each value that the new one accepts. */
    RESPONSE;

    /** The schema, or keyword of a schema, that must accept at least as much as the other one. */
    JsonNode wide(JsonNode released, JsonNode current) {
        return this == REQUEST ? current : released;
    }

    JsonNode narrow(JsonNode released, JsonNode current) {
        return this == REQUEST ? released : current;
    }
}
