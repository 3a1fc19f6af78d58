package org.downloadtoken.server.contract;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.openapi.router.RouterBuilder;
import io.vertx.openapi.contract.OpenAPIContract;
import io.vertx.openapi.contract.Operation;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/** Creates the router from the contract and binds a handler to every operation by its operationId. */
public final class ContractRouter {
    private ContractRouter() {}

    /**
     * Builds the router.
     *
     * @param first these handlers run before every operation, in this order
     * @param operations the handler of each operationId
     * @param failures responds to a failed or unmatched request with a status
     * @throws IllegalStateException if an operation has no handler, or a handler has no operation
     */
    public static Router create(
            Vertx vertx,
            OpenAPIContract contract,
            List<Handler<RoutingContext>> first,
            Map<String, Handler<RoutingContext>> operations,
            BiConsumer<RoutingContext, Integer> failures) {
        requireSameNames(
                contract.operations().stream().map(Operation::getOperationId).collect(Collectors.toSet()),
                operations.keySet());
        RouterBuilder builder = RouterBuilder.create(vertx, contract);
        first.forEach(builder::rootHandler);
        operations.forEach((operationId, handler) ->
                // The validation of Vert.x is slow, and its security treats an invalid credential as anonymous.
                builder.getRoute(operationId)
                        .setDoValidation(false)
                        .setDoSecurity(false)
                        .addHandler(handler));
        Router router = builder.createRouter();
        respondToFailures(router, failures);
        // A path with a disallowed file name matches a route, so Vert.x would answer 405 to PUT. GET answers 404, and
        // so must PUT.
        router.errorHandler(
                405,
                context ->
                        failures.accept(context, FileNames.isUnknown(contract, context.normalizedPath()) ? 404 : 405));
        return router;
    }

    static void respondToFailures(Router router, BiConsumer<RoutingContext, Integer> failures) {
        for (int status = 400; status < 600; status++) {
            int errorStatus = status;
            router.errorHandler(status, context -> failures.accept(context, errorStatus));
        }
    }

    private static void requireSameNames(Set<String> operations, Set<String> handlers) {
        Set<String> unbound = difference(operations, handlers);
        Set<String> unknown = difference(handlers, operations);
        if (!unbound.isEmpty() || !unknown.isEmpty()) {
            throw new IllegalStateException(
                    "Operations without a handler: " + unbound + "; handlers without an operation: " + unknown);
        }
    }

    private static Set<String> difference(Set<String> from, Set<String> without) {
        Set<String> rest = new TreeSet<>(from);
        rest.removeAll(without);
        return rest;
    }
}
