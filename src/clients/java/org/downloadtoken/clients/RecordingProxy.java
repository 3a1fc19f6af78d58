package org.downloadtoken.clients;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonObject;
import io.vertx.httpproxy.BodyTransformers;
import io.vertx.httpproxy.HttpProxy;
import io.vertx.httpproxy.MediaType;
import io.vertx.httpproxy.ProxyContext;
import io.vertx.httpproxy.ProxyInterceptor;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A reverse proxy before the service. It records the URI of each request. It adds a member to each JSON body, as a later
 * version of the service may do.
 */
final class RecordingProxy implements AutoCloseable {
    private static final int MAX_BODY_BYTES = 1 << 20;

    private final Vertx vertx = Vertx.vertx();
    private final List<String> uris = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    RecordingProxy(int servicePort) {
        HttpProxy proxy = HttpProxy.reverseProxy(vertx.createHttpClient())
                .origin(servicePort, "127.0.0.1")
                .addInterceptor(new AddedMember());
        server = vertx.createHttpServer()
                .requestHandler(request -> {
                    uris.add(request.uri());
                    proxy.handle(request);
                })
                .listen(0, "127.0.0.1")
                .await();
    }

    String url() {
        return "http://127.0.0.1:" + server.actualPort() + "/api";
    }

    /** The URIs since the last call. */
    List<String> takeUris() {
        List<String> taken = List.copyOf(uris);
        uris.clear();
        return taken;
    }

    @Override
    public void close() {
        vertx.close().await();
    }

    private static final class AddedMember implements ProxyInterceptor {
        private final Map<String, ProxyInterceptor> byType = Stream.of("application/json", "application/problem+json")
                .collect(Collectors.toMap(Function.identity(), AddedMember::adding));

        @Override
        public Future<Void> handleProxyResponse(ProxyContext context) {
            ProxyInterceptor adding = byType.get(context.response().headers().get(HttpHeaders.CONTENT_TYPE));
            return adding == null || context.request().getMethod() == HttpMethod.HEAD
                    ? context.sendResponse()
                    : adding.handleProxyResponse(context);
        }

        private static ProxyInterceptor adding(String type) {
            MediaType same = MediaType.parse(type);
            return ProxyInterceptor.builder()
                    .transformingResponseBody(BodyTransformers.transform(
                            same, same, MAX_BODY_BYTES, body -> new JsonObject(body)
                                    .put("added", true)
                                    .toBuffer()))
                    .build();
        }
    }
}
