package org.downloadtoken.contract;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.parser.OpenAPIV3Parser;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.downloadtoken.contract.document.Contract;
import org.downloadtoken.contract.schema.SchemaChanges;
import org.jspecify.annotations.Nullable;
import org.openapitools.openapidiff.core.compare.OpenApiDiff;
import org.openapitools.openapidiff.core.compare.OpenApiDiffOptions;
import org.openapitools.openapidiff.core.model.Changed;
import org.openapitools.openapidiff.core.model.ChangedApiResponse;
import org.openapitools.openapidiff.core.model.ChangedContent;
import org.openapitools.openapidiff.core.model.ChangedHeader;
import org.openapitools.openapidiff.core.model.ChangedHeaders;
import org.openapitools.openapidiff.core.model.ChangedOpenApi;
import org.openapitools.openapidiff.core.model.ChangedOperation;
import org.openapitools.openapidiff.core.model.ChangedParameter;
import org.openapitools.openapidiff.core.model.ChangedParameters;
import org.openapitools.openapidiff.core.model.ChangedRequestBody;

/**
 * What openapi-diff finds: breaking changes of operations, parameters, request bodies, statuses, headers and content types. Its
 * findings about security and schemas are not used, see {@link SecurityChanges} and {@link SchemaChanges}.
 */
final class OperationChanges {
    private static final OpenApiDiffOptions OPTIONS = OpenApiDiffOptions.builder()
            .configProperty("incompatible.operation.id.changed", "true")
            // By default, openapi-diff 2.1.7 ignores the names of parameters in a path.
            .pathMatcher((path, candidates) -> candidates.entrySet().stream()
                    .filter(candidate -> candidate.getKey().equals(path.getKey()))
                    .findFirst())
            .build();

    private final List<String> changes = new ArrayList<>();

    private OperationChanges() {}

    static List<String> between(Contract released, Contract current) {
        ChangedOpenApi difference = OpenApiDiff.compare(model(released), model(current), OPTIONS);
        OperationChanges found = new OperationChanges();
        difference
                .getMissingEndpoints()
                .forEach(missing ->
                        found.add(missing.getMethod() + " " + missing.getPathUrl(), "the operation was removed"));
        difference.getChangedOperations().forEach(found::operation);
        return found.changes;
    }

    private static OpenAPI model(Contract contract) {
        ObjectNode document = contract.document().deepCopy();
        new Contract(document).operations().values().forEach(operation -> operation.remove("security"));
        return new OpenAPIV3Parser().readContents(document.toString()).getOpenAPI();
    }

    private void operation(ChangedOperation operation) {
        String name = operation.getHttpMethod() + " " + operation.getPathUrl();
        Optional.ofNullable(operation.getOperationId())
                .filter(Changed::isIncompatible)
                .ifPresent(id -> add(name, "the operationId changed from " + id.getLeft() + " to " + id.getRight()));
        Optional.ofNullable(operation.getParameters()).ifPresent(parameters -> parameters(name, parameters));
        Optional.ofNullable(operation.getRequestBody()).ifPresent(body -> requestBody(name, body));
        Optional.ofNullable(operation.getApiResponses()).ifPresent(responses -> responses(name, responses));
    }

    private void parameters(String operation, ChangedParameters parameters) {
        removed(
                operation,
                "parameter",
                parameters.getMissing().stream().map(Parameter::getName).toList());
        parameters.getIncreased().stream()
                .filter(parameter -> Boolean.TRUE.equals(parameter.getRequired()))
                .forEach(parameter -> add(operation, "the new parameter " + parameter.getName() + " is required"));
        parameters.getChanged().forEach(parameter -> parameter(operation, parameter));
    }

    private void parameter(String operation, ChangedParameter parameter) {
        if (parameter.isChangeRequired()
                && Boolean.TRUE.equals(parameter.getNewParameter().getRequired())) {
            add(operation, "the parameter " + parameter.getName() + " became required");
        }
    }

    private void requestBody(String operation, ChangedRequestBody body) {
        // openapi-diff 2.1.7 also reports a body that is no longer required.
        if (body.isChangeRequired()
                && Boolean.TRUE.equals(body.getNewRequestBody().getRequired())) {
            add(operation, "the request body became required");
        }
        content(operation + ": request body", body.getContent());
    }

    private void responses(String operation, ChangedApiResponse responses) {
        removed(operation, "status", responses.getMissing().keySet());
        responses.getChanged().forEach((status, response) -> {
            headers(operation + ": " + status, response.getHeaders());
            content(operation + ": " + status, response.getContent());
        });
    }

    private void headers(String response, @Nullable ChangedHeaders headers) {
        if (headers != null) {
            removed(response, "header", headers.getMissing().keySet());
            headers.getChanged().forEach((name, header) -> header(response, name, header));
        }
    }

    private void header(String response, String name, ChangedHeader header) {
        // openapi-diff 2.1.7 also reports a header that becomes required.
        if (header.isRequired() && !Boolean.TRUE.equals(header.getNewHeader().getRequired())) {
            add(response, "the header " + name + " is no longer required");
        }
    }

    private void content(String place, @Nullable ChangedContent content) {
        if (content != null) {
            removed(place, "content type", content.getMissing().keySet());
        }
    }

    private void removed(String place, String kind, Iterable<String> names) {
        names.forEach(name -> add(place, "the " + kind + " " + name + " was removed"));
    }

    private void add(String place, String change) {
        changes.add(place + ": " + change);
    }
}
