package org.downloadtoken.server.contract;

import io.vertx.openapi.contract.OpenAPIContract;
import io.vertx.openapi.contract.Operation;
import io.vertx.openapi.contract.Path;
import java.util.stream.Collectors;

/** The methods of each resource, as the value of an {@code Allow} header. */
public record AllowedMethods(OpenAPIContract contract) {
    /** Those that the contract has at a path; what is not in the contract is a page. */
    public String of(String path) {
        Path found = contract.findPath(path);
        return found == null
                ? "GET, HEAD"
                : found.getOperations().stream()
                        .map(operation -> operation.getHttpMethod().name())
                        .sorted()
                        .collect(Collectors.joining(", "));
    }

    /** Those of all resources together. */
    public String all() {
        return contract.operations().stream()
                .map(Operation::getHttpMethod)
                .map(Object::toString)
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
    }
}
