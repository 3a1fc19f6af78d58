package org.downloadtoken.http;

import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.Validator;
import io.vertx.openapi.contract.Location;
import io.vertx.openapi.contract.OpenAPIContract;
import io.vertx.openapi.contract.Operation;
import io.vertx.openapi.contract.Parameter;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Checks a dataset_id against the schema of the contract, compiled once: the library's own validation compiles it anew,
 * and changes the thread, with every request.
 */
final class ContractValidator {
    private static final String DATASET_ID = "dataset_id";

    private final Validator datasetId;

    /** Takes the schema of the path parameter {@code dataset_id} of an operation. */
    ContractValidator(OpenAPIContract contract, String operationId) {
        Operation operation = contract.operation(operationId);
        Parameter parameter = operation.getParameters().stream()
                .filter(candidate -> candidate.getIn() == Location.PATH
                        && candidate.getName().equals(DATASET_ID))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(operationId + " has no path parameter " + DATASET_ID));
        datasetId = contract.getSchemaRepository()
                .validator(
                        parameter.getSchema(),
                        new JsonSchemaOptions()
                                .setBaseUri("app://")
                                .setDraft(Draft.DRAFT202012)
                                .setOutputFormat(OutputFormat.Flag));
    }

    /**
     * The id, parsed from the very value that was checked.
     *
     * @throws InvalidDatasetId if the contract does not allow the value
     */
    UUID datasetId(@Nullable String value) {
        if (value == null || !Boolean.TRUE.equals(datasetId.validate(value).getValid())) {
            throw new InvalidDatasetId();
        }
        return UUID.fromString(value);
    }
}
