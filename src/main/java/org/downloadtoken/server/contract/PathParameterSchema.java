package org.downloadtoken.server.contract;

import io.vertx.core.json.JsonObject;
import io.vertx.openapi.contract.Location;
import io.vertx.openapi.contract.OpenAPIContract;
import io.vertx.openapi.contract.Parameter;
import java.util.Set;
import java.util.TreeSet;

/**
 * The schema of a path parameter that this service implements. It must equal that of the contract, whose
 * descriptions are ignored. The validators of Vert.x move each request to a worker thread, or compile the pattern for each value.
 */
record PathParameterSchema(String name, JsonObject implemented) {
    private static final Set<String> DESCRIPTIVE = Set.of("description", "$id", "__absolute_uri__");

    /**
     * Compares the schema with that of an operation.
     *
     * @throws IllegalStateException if the operation has no such parameter, or its schema is another one
     */
    void requireIn(OpenAPIContract contract, String operationId) {
        Parameter parameter = contract.operation(operationId).getParameters().stream()
                .filter(candidate -> candidate.getIn() == Location.PATH
                        && candidate.getName().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(operationId + " has no path parameter " + name));
        JsonObject schema = contract.getSchemaRepository().resolve((JsonObject) parameter.getSchema());
        Set<String> keywords = new TreeSet<>(schema.fieldNames());
        keywords.removeAll(DESCRIPTIVE);
        boolean same = keywords.equals(implemented.fieldNames())
                && keywords.stream()
                        .allMatch(keyword -> implemented.getValue(keyword).equals(schema.getValue(keyword)));
        if (!same) {
            throw new IllegalStateException("The contract's schema of " + name + " is " + schema.encode()
                    + ", but this service implements " + implemented.encode());
        }
    }
}
