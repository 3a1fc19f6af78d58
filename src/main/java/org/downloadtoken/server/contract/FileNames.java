package org.downloadtoken.server.contract;

import io.vertx.core.Handler;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import io.vertx.openapi.contract.OpenAPIContract;
import io.vertx.openapi.contract.Path;
import org.downloadtoken.encoding.TiffName;

/**
 * Checks the path parameter {@code file_name}. The router matches it with any segment. A segment that the contract's schema
 * does not allow is an unknown path, for every method.
 */
public final class FileNames {
    private static final String FILE_NAME = "file_name";
    private static final PathParameterSchema SCHEMA = new PathParameterSchema(
            FILE_NAME, new JsonObject().put("type", "string").put("pattern", TiffName.PATTERN));

    private FileNames() {}

    /**
     * Wraps the handler of an operation with a path parameter {@code file_name}.
     *
     * @throws IllegalStateException if the operation has no such parameter, or its schema is another one
     */
    public static Handler<RoutingContext> require(
            OpenAPIContract contract, String operationId, Handler<RoutingContext> operation) {
        SCHEMA.requireIn(contract, operationId);
        return context -> {
            if (TiffName.isAllowed(context.pathParams().getOrDefault(FILE_NAME, ""))) {
                operation.handle(context);
            } else {
                context.fail(404);
            }
        };
    }

    /** Whether only the file name makes the path unknown. */
    static boolean isUnknown(OpenAPIContract contract, String path) {
        Path declared = contract.findPath(path);
        return declared != null
                && declared.getName().endsWith("/{" + FILE_NAME + '}')
                && !TiffName.isAllowed(path.substring(path.lastIndexOf('/') + 1));
    }
}
