package org.downloadtoken.http;

import io.vertx.openapi.contract.OpenAPIContract;
import io.vertx.openapi.contract.Operation;
import io.vertx.openapi.contract.Path;
import java.util.stream.Collectors;

/** The methods that the contract has, as the value of an {@code Allow} header. */
record AllowedMethods(OpenAPIContract contract) {
    /** Those of the resource at a path; empty where there is none. */
    String of(String path) {
        Path found = contract.findPath(path);
        return found == null
                ? ""
                : found.getOperations().stream()
                        .map(operation -> operation.getHttpMethod().name())
                        .sorted()
                        .collect(Collectors.joining(", "));
    }

    /** Those of all resources together. */
    String all() {
        return contract.operations().stream()
                .map(Operation::getHttpMethod)
                .map(Object::toString)
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
    }
}
