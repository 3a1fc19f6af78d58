package org.downloadtoken.pages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.ext.web.Router;
import io.vertx.junit5.VertxExtension;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.downloadtoken.representation.Representation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class PagesTest {
    private static final Page PAGE = page("a page");

    @Test
    void connectionOfEachPageIsReported(Vertx vertx) throws Exception {
        List<HttpConnection> served = new CopyOnWriteArrayList<>();
        Router router = Router.router(vertx);
        new Pages(List.of(PAGE)).addTo(router, "/api", served::add);
        int port = vertx.createHttpServer()
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get()
                .actualPort();

        assertEquals("a page", get(port, "/page"));
        assertEquals("a page", get(port, "/api/page"));

        assertEquals(2, served.size());
    }

    @Test
    void ofTwoPagesWithOnePathTheLastOneIsServed() {
        Page later = page("a later one");

        assertEquals(
                List.of(later),
                new Pages(List.of(PAGE)).and(new Pages(List.of(later))).pages());
    }

    @Test
    void fileOfAnUnknownTypeIsRejected() {
        assertThrows(IllegalArgumentException.class, () -> Page.file("/x", "/logback-json.xml"));
        assertThrows(IllegalStateException.class, () -> Page.file("/x", "/nowhere.html"));
    }

    private static Page page(String content) {
        return new Page("/page", Representation.of("text/plain", Buffer.buffer(content)));
    }

    private static String get(int port, String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    }
}
