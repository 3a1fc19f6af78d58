package org.downloadtoken.server.contract;

import io.vertx.core.json.JsonObject;
import io.vertx.openapi.contract.Location;
import io.vertx.openapi.contract.OpenAPIContract;
import io.vertx.openapi.contract.Parameter;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import org.downloadtoken.server.InvalidDatasetId;
import org.jspecify.annotations.Nullable;

/**
 * Checks a dataset_id against the schema of the contract, compiled once. The library's own validation changes the thread
 * with every request, and its validator, also when kept, compiles the pattern anew with every value. One instance an event loop.
 */
public final class DatasetIdParser {
    private static final String DATASET_ID = "dataset_id";

    /** What is checked below, and what only describes; any other keyword refuses the start. */
    private static final Set<String> KEYWORDS =
            Set.of("type", "pattern", "minLength", "maxLength", "description", "$id", "__absolute_uri__");

    private static final int MAX_VALID = 10_000;

    private final Pattern pattern;
    private final int minLength;
    private final int maxLength;

    /** The values that were valid of late: the same few datasets are asked for, and the pattern costs a tenth of a mint. */
    private final Map<String, UUID> valid = new HashMap<>();

    /**
     * Compiles the schema of the path parameter {@code dataset_id} of an operation.
     *
     * @throws IllegalStateException if there is none, or its schema says more than this can check
     */
    public DatasetIdParser(OpenAPIContract contract, String operationId) {
        Parameter parameter = contract.operation(operationId).getParameters().stream()
                .filter(candidate -> candidate.getIn() == Location.PATH
                        && candidate.getName().equals(DATASET_ID))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(operationId + " has no path parameter " + DATASET_ID));
        JsonObject schema = contract.getSchemaRepository().resolve((JsonObject) parameter.getSchema());
        Set<String> unknown = new TreeSet<>(schema.fieldNames());
        unknown.removeAll(KEYWORDS);
        if (!unknown.isEmpty() || !"string".equals(schema.getValue("type"))) {
            throw new IllegalStateException(
                    "The schema of " + DATASET_ID + " is not only a string's length and pattern: " + schema.encode());
        }
        pattern = Pattern.compile(schema.getString("pattern"));
        minLength = schema.getInteger("minLength");
        maxLength = schema.getInteger("maxLength");
    }

    /**
     * The id, parsed from the very value that was checked.
     *
     * @throws InvalidDatasetId if the contract does not allow the value
     */
    public UUID parse(@Nullable String value) {
        if (value == null || value.length() < minLength || value.length() > maxLength) {
            throw new InvalidDatasetId();
        }
        UUID known = valid.get(value);
        return known == null ? validated(value) : known;
    }

    private UUID validated(String value) {
        if (!pattern.matcher(value).find()) {
            throw new InvalidDatasetId();
        }
        UUID datasetId = UUID.fromString(value);
        if (valid.size() >= MAX_VALID) {
            valid.clear();
        }
        valid.put(value, datasetId);
        return datasetId;
    }
}
