package org.downloadtoken.server.contract;

import io.vertx.core.json.JsonObject;
import io.vertx.openapi.contract.OpenAPIContract;
import java.util.UUID;
import org.downloadtoken.encoding.CanonicalUuid;
import org.downloadtoken.failure.Failure;
import org.downloadtoken.failure.RequestFailure;
import org.jspecify.annotations.Nullable;

/** Parses the path parameter {@code dataset_id}. It accepts exactly what the contract's schema allows. */
public final class DatasetIdParser {
    private static final PathParameterSchema SCHEMA = new PathParameterSchema(
            "dataset_id",
            new JsonObject()
                    .put("type", "string")
                    .put("format", "uuid")
                    .put("pattern", "^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$")
                    .put("minLength", CanonicalUuid.LENGTH)
                    .put("maxLength", CanonicalUuid.LENGTH));

    /**
     * Checks the schema of an operation's path parameter {@code dataset_id}.
     *
     * @throws IllegalStateException if the operation has no such parameter, or its schema is another one
     */
    public DatasetIdParser(OpenAPIContract contract, String operationId) {
        SCHEMA.requireIn(contract, operationId);
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
