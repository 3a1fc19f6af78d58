package org.downloadtoken.testing.store;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.FileSystemAccess;
import io.vertx.ext.web.handler.StaticHandler;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Another host: serves the files of a directory without authentication, and records the headers of each request. It redirects a
 * path that ends in {@code redirect} to an absolute URL.
 */
public final class EchoServer implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx();
    private final List<String> heads = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    public EchoServer(Path directory) {
        Router router = Router.router(vertx);
        router.route().handler(this::allowEveryHeader);
        router.get("/page")
                .handler(context -> context.response()
                        .putHeader("Content-Type", "text/html; charset=utf-8")
                        .end("<!doctype html><title>A map viewer</title><p>A map"));
        router.getWithRegex(".*/redirect")
                .handler(context -> context.response()
                        .setStatusCode(302)
                        .putHeader("Location", "http://127.0.0.1:" + port() + "/elsewhere/")
                        .end());
        router.route()
                .handler(StaticHandler.create(FileSystemAccess.ROOT, directory.toString())
                        .setCachingEnabled(false));
        server = vertx.createHttpServer().requestHandler(request -> {
            heads.add(head(request));
            router.handle(request);
        });
        server.listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().join();
    }

    public int port() {
        return server.actualPort();
    }

    /** The requests that contain a text, each as request line and header lines. */
    public List<String> requestsWith(String text) {
        return heads.stream().filter(head -> head.contains(text)).toList();
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    /** Without this, a browser would not send the request that contains the header. */
    private void allowEveryHeader(RoutingContext context) {
        context.response()
                .putHeader("Access-Control-Allow-Origin", "*")
                .putHeader("Access-Control-Allow-Headers", "Authorization, X-Api-Key, Range");
        if (context.request().method().equals(HttpMethod.OPTIONS)) {
            context.response().setStatusCode(204).end();
        } else {
            context.next();
        }
    }

    private static String head(HttpServerRequest request) {
        StringBuilder head = new StringBuilder(request.method() + " " + request.uri());
        request.headers().forEach((name, value) -> head.append('\n').append(name + ": " + value));
        return head.toString();
    }
}
