package org.downloadtoken.clients;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.httpproxy.HttpProxy;
import io.vertx.httpproxy.ProxyInterceptor;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A reverse proxy before the service. It records the URI of each request. */
final class RecordingProxy implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx();
    private final List<String> uris = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    private RecordingProxy(int servicePort, ProxyInterceptor interceptor) {
        HttpProxy proxy = HttpProxy.reverseProxy(vertx.createHttpClient())
                .origin(servicePort, "127.0.0.1")
                .addInterceptor(interceptor);
        server = vertx.createHttpServer()
                .requestHandler(request -> {
                    uris.add(request.uri());
                    proxy.handle(request);
                })
                .listen(0, "127.0.0.1")
                .await();
    }

    static RecordingProxy of(int servicePort) {
        return new RecordingProxy(servicePort, ProxyInterceptor.builder().build());
    }

    static RecordingProxy addingMembers(int servicePort) {
        return new RecordingProxy(servicePort, new AddedMember());
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
}
