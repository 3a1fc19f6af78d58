package org.downloadtoken.server.contract;

import io.vertx.core.json.JsonObject;
import io.vertx.openapi.contract.Location;
import io.vertx.openapi.contract.OpenAPIContract;
import io.vertx.openapi.contract.Parameter;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.downloadtoken.encoding.CanonicalUuid;
import org.downloadtoken.failure.Failure;
import org.downloadtoken.failure.RequestFailure;
import org.jspecify.annotations.Nullable;

/**
 * Parses the path parameter {@code dataset_id}. It accepts exactly what the contract's schema allows, and checks this at
 * start; the validators of Vert.x move each request to a worker thread, or compile the pattern for each value.
 */
public final class DatasetIdParser {
    private static final String DATASET_ID = "dataset_id";

    /** The only schema that this parser implements, apart from keywords that describe. */
    private static final JsonObject SCHEMA = new JsonObject()
            .put("type", "string")
            .put("format", "uuid")
            .put("pattern", "^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$")
            .put("minLength", CanonicalUuid.LENGTH)
            .put("maxLength", CanonicalUuid.LENGTH);

    private static final Set<String> DESCRIPTIVE = Set.of("description", "$id", "__absolute_uri__");

    /**
     * Checks the schema of an operation's path parameter {@code dataset_id}.
     *
     * @throws IllegalStateException if the operation has no such parameter, or its schema is another one
     */
    public DatasetIdParser(OpenAPIContract contract, String operationId) {
        Parameter parameter = contract.operation(operationId).getParameters().stream()
                .filter(candidate -> candidate.getIn() == Location.PATH
                        && candidate.getName().equals(DATASET_ID))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(operationId + " has no path parameter " + DATASET_ID));
        JsonObject schema = contract.getSchemaRepository().resolve((JsonObject) parameter.getSchema());
        Set<String> keywords = new TreeSet<>(schema.fieldNames());
        keywords.removeAll(DESCRIPTIVE);
        boolean same = keywords.equals(SCHEMA.fieldNames())
                && keywords.stream()
                        .allMatch(keyword -> SCHEMA.getValue(keyword).equals(schema.getValue(keyword)));
        if (!same) {
            throw new IllegalStateException("The contract's schema of " + DATASET_ID + " is " + schema.encode()
                    + ", but this service implements " + SCHEMA.encode());
        }
    }

    /**
     * Parses one value.
     *
     * @throws RequestFailure if the contract does not allow the value
     */
    public UUID parse(@Nullable String value) {
        return CanonicalUuid.parse(value).orElseThrow(() -> new RequestFailure(Failure.INVALID_DATASET_ID));
    }
}
