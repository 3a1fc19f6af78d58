package org.downloadtoken.testing.store;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** An object store whose responses a test defines. */
public final class FakeStore implements AutoCloseable {
    private static final String MODIFIED = "Tue, 24 Nov 2026 10:00:00 GMT";
    private static final Buffer MEBIBYTE = Buffer.buffer(new byte[1 << 20]);

    private final Vertx vertx = Vertx.vertx();
    private final HttpServer server;
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger mostConnections = new AtomicInteger();
    private final AtomicLong written = new AtomicLong();
    private volatile Handler<HttpServerRequest> answer = request -> {};

    public FakeStore() {
        server = vertx.createHttpServer()
                .connectionHandler(connection -> {
                    mostConnections.accumulateAndGet(connections.incrementAndGet(), Math::max);
                    connection.closeHandler(closed -> connections.decrementAndGet());
                })
                .requestHandler(request -> {
                    requests.add(request.method() + " " + request.uri());
                    answer.handle(request);
                });
        server.listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().join();
    }

    /** Clears the records, and responds with this handler from now on. */
    public void answers(Handler<HttpServerRequest> next) {
        requests.clear();
        written.set(0);
        answer = next;
    }

    public int port() {
        return server.actualPort();
    }

    /** The methods and targets of the requests, in order. */
    public List<String> requests() {
        return requests;
    }

    public int connections() {
        return connections.get();
    }

    public int mostConnections() {
        return mostConnections.get();
    }

    /** The number of bytes that {@link #zeros} has written to the network. */
    public long written() {
        return written.get();
    }

    /** Responds like S3 with one version of an object. */
    public static void serve(HttpServerRequest request, String etag, String bytes) {
        String ifMatch = request.getHeader("If-Match");
        if (ifMatch != null && !ifMatch.equals(etag)) {
            error(request, 412, "PreconditionFailed");
            return;
        }
        HttpServerResponse response = describe(request.response(), etag, bytes.length());
        String range = request.getHeader("Range");
        if (request.method().equals(HttpMethod.HEAD)) {
            response.end();
        } else if (range == null) {
            response.end(bytes);
        } else {
            String[] ends = range.substring("bytes=".length()).split("-", -1);
            String part = bytes.substring(Integer.parseInt(ends[0]), Integer.parseInt(ends[1]) + 1);
            response.setStatusCode(206)
                    .putHeader("Content-Length", String.valueOf(part.length()))
                    .putHeader("Content-Range", "bytes " + ends[0] + "-" + ends[1] + "/" + bytes.length())
                    .end(part);
        }
    }

    /** Responds with an object of zeros, with backpressure. */
    public void zeros(HttpServerRequest request, int mebibytes) {
        HttpServerResponse response = describe(request.response(), "\"zeros\"", (long) mebibytes << 20);
        if (request.method().equals(HttpMethod.HEAD)) {
            response.end();
        } else {
            write(response, mebibytes);
        }
    }

    private void write(HttpServerResponse response, int mebibytes) {
        if (mebibytes == 0) {
            response.end();
            return;
        }
        response.write(MEBIBYTE).onSuccess(sent -> {
            written.addAndGet(MEBIBYTE.length());
            write(response, mebibytes - 1);
        });
    }

    public static HttpServerResponse describe(HttpServerResponse response, String etag, long size) {
        return response.putHeader("ETag", etag)
                .putHeader("Last-Modified", MODIFIED)
                .putHeader("Content-Length", String.valueOf(size));
    }

    public static void error(HttpServerRequest request, int status, String code) {
        String body = request.method().equals(HttpMethod.HEAD) ? "" : "<Error><Code>" + code + "</Code></Error>";
        request.response().setStatusCode(status).end(body);
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
