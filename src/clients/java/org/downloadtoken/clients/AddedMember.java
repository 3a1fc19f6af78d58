package org.downloadtoken.clients;

import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.httpproxy.BodyTransformers;
import io.vertx.httpproxy.MediaType;
import io.vertx.httpproxy.ProxyContext;
import io.vertx.httpproxy.ProxyInterceptor;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Adds a member to each JSON body, as a later minor version of the service may do. */
final class AddedMember implements ProxyInterceptor {
    private static final int MAX_BODY_BYTES = 1 << 20;

    private final Map<String, ProxyInterceptor> byType = Stream.of("application/json", "application/problem+json")
            .collect(Collectors.toMap(Function.identity(), AddedMember::adding));

    @Override
    public Future<Void> handleProxyResponse(ProxyContext context) {
        ProxyInterceptor adding = byType.get(context.response().headers().get(HttpHeaders.CONTENT_TYPE));
        return adding == null || HttpMethod.HEAD.equals(context.request().getMethod())
                ? context.sendResponse()
                : adding.handleProxyResponse(context);
    }

    private static ProxyInterceptor adding(String type) {
        MediaType same = MediaType.parse(type);
        return ProxyInterceptor.builder()
                .transformingResponseBody(BodyTransformers.transform(
                        same,
                        same,
                        MAX_BODY_BYTES,
                        body -> new JsonObject(body).put("added", true).toBuffer()))
                .build();
    }
}
