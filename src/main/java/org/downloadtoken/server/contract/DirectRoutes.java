package org.downloadtoken.server.contract;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import io.vertx.openapi.contract.OpenAPIContract;
import io.vertx.openapi.contract.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The routes of the operations that may be called without the router. The router costs 0.8 µs of CPU for each
 * request, as much as the rest of a mint from the cache. A direct route matches a subset of what the router matches: paths
 * without escapes and dot segments.
 */
public final class DirectRoutes {
    private final List<Route> routes;

    private DirectRoutes(List<Route> routes) {
        this.routes = routes;
    }

    /**
     * The direct routes of a contract, with its methods and paths.
     *
     * @param operations the handler of each operationId
     * @throws IllegalStateException if the path of a {@link DirectOperation} has a parameter that is not at its end
     */
    public static DirectRoutes of(OpenAPIContract contract, Map<String, Handler<RoutingContext>> operations) {
        List<Route> routes = new ArrayList<>();
        operations.forEach((operationId, handler) -> {
            if (handler instanceof DirectOperation operation) {
                routes.add(Route.of(contract.operation(operationId), operation));
            }
        });
        return new DirectRoutes(List.copyOf(routes));
    }

    /** The route of a method and a path, which is not decoded; empty if only the router can tell. */
    public Optional<Route> find(HttpMethod method, String path) {
        for (Route route : routes) {
            if (route.matches(method, path)) {
                return Optional.of(route);
            }
        }
        return Optional.empty();
    }

    /**
     * The route of one operation.
     *
     * @param prefix the path up to its parameter
     */
    public record Route(HttpMethod method, String prefix, boolean hasParameter, DirectOperation operation) {
        private static Route of(Operation declared, DirectOperation operation) {
            String path = declared.getAbsoluteOpenAPIPath();
            int parameter = path.indexOf('{');
            if (parameter >= 0 && path.indexOf('/', parameter) >= 0) {
                throw new IllegalStateException("The parameter of " + path + " is not at its end");
            }
            return new Route(
                    declared.getHttpMethod(),
                    parameter < 0 ? path : path.substring(0, parameter),
                    parameter >= 0,
                    operation);
        }

        /**
         * Calls the operation of a request that has this route.
         *
         * @param failed responds to a failure
         */
        public void handle(HttpServerRequest request, Consumer<Throwable> failed) {
            try {
                operation.handle(request, parameter(request.path()), failed);
            } catch (Throwable defect) { // as the router does: otherwise the client would wait for its timeout
                failed.accept(defect);
            }
        }

        /** The value of the path parameter; empty if the path has none. */
        String parameter(String path) {
            return path.substring(prefix.length());
        }

        private boolean matches(HttpMethod requested, String path) {
            return path.startsWith(prefix)
                    && (hasParameter ? isPlainSegment(path, prefix.length()) : path.length() == prefix.length())
                    && method.equals(requested);
        }

        private static boolean isPlainSegment(String path, int start) {
            return path.length() > start
                    && path.charAt(start) != '.'
                    && path.indexOf('/', start) < 0
                    && path.indexOf('%', start) < 0;
        }
    }
}
