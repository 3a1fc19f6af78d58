package org.downloadtoken.testing;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RequestBody;
import io.vertx.ext.web.RoutingContext;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A request that a handler receives without a server, and records how the handler ends it. Only what handlers use before
 * they respond is there.
 */
public final class StubRequest {
    private final String datasetId;
    private final String query;
    private final String body;
    private final MultiMap headers = MultiMap.caseInsensitiveMultiMap();
    private final List<Throwable> failures = new ArrayList<>();
    private final HttpServerResponse response = stub(HttpServerResponse.class, Map.of());
    private Throwable thrown;

    public StubRequest(String datasetId, String query, Map<String, String> headers) {
        this.datasetId = datasetId;
        this.query = query;
        this.body = new JsonObject().put("dataset_ids", List.of(datasetId)).encode();
        this.headers.addAll(headers);
    }

    /** The first read of the request throws this. */
    public StubRequest throwing(Throwable failure) {
        thrown = failure;
        return this;
    }

    private void throwOnce() throws Throwable {
        Throwable failure = thrown;
        thrown = null;
        if (failure != null) {
            throw failure;
        }
    }

    /** With what the handler failed the request. */
    public List<Throwable> failures() {
        return failures;
    }

    public RoutingContext context() {
        return stub(
                RoutingContext.class,
                Map.of(
                        "request",
                        request(),
                        "response",
                        response,
                        "body",
                        stub(RequestBody.class, Map.of("buffer", Buffer.buffer(body)))));
    }

    private HttpServerRequest request() {
        return stub(
                HttpServerRequest.class,
                Map.of(
                        "method",
                        HttpMethod.GET,
                        "connection",
                        stub(HttpConnection.class, Map.of()),
                        "response",
                        response));
    }

    @SuppressWarnings("unchecked")
    private <T> T stub(Class<T> type, Map<String, Object> values) {
        return (T) Proxy.newProxyInstance(
                StubRequest.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    switch (method.getName()) {
                        case "pathParam" -> {
                            return datasetId;
                        }
                        case "fail" -> failures.add((Throwable) arguments[0]);
                        case "headers", "query", "getHeader" -> {
                            throwOnce();
                            return switch (method.getName()) {
                                case "query" -> query;
                                case "getHeader" -> headers.get(String.valueOf(arguments[0]));
                                default -> headers;
                            };
                        }
                        default -> {
                            return values.get(method.getName());
                        }
                    }
                    return null;
                });
    }
}
