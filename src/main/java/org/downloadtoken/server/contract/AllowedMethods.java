package org.downloadtoken.server.contract;

import io.vertx.openapi.contract.OpenAPIContract;
import io.vertx.openapi.contract.Operation;
import io.vertx.openapi.contract.Path;
import java.util.stream.Collectors;

/** Formats the methods of a resource as the value of an {@code Allow} header. */
public record AllowedMethods(OpenAPIContract contract) {
    /** The methods of a path. A path that is not in the contract is a page, or belongs to a {@link PrefixRoute}. */
    public String of(String path) {
        Path declared = contract.findPath(path);
        return declared == null
                ? "GET, HEAD"
                : declared.getOperations().stream()
                        .map(operation -> operation.getHttpMethod().name())
                        .sorted()
                        .collect(Collectors.joining(", "));
    }

    /** The methods of all paths of the contract. */
    public String all() {
        return contract.operations().stream()
                .map(Operation::getHttpMethod)
                .map(Object::toString)
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
    }
}
