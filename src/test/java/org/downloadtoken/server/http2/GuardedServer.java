package org.downloadtoken.server.http2;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.PemKeyCertOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import org.downloadtoken.testing.http2.Frame;
import org.downloadtoken.testing.http2.RawHttp2;
import org.downloadtoken.testing.tls.TestCertificate;

/** A server of HTTP/2 with a guard of short limits, which counts what the guard ends. It responds with 1 MiB. */
final class GuardedServer {
    static final int SIZE = 1 << 20;
    static final Duration DEADLINE = Duration.ofMillis(600);
    static final Duration STALL = Duration.ofMillis(1_200);

    private static final TestCertificate CERTIFICATE = TestCertificate.named("guard");
    private static final SSLContext TRUST = TestCertificate.trusting(CERTIFICATE);

    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicInteger responses = new AtomicInteger();
    private final int port;

    GuardedServer(Vertx vertx) {
        Http2Guard guard = new Http2Guard(DEADLINE, STALL, System::nanoTime);
        HttpServerOptions options = new HttpServerOptions()
                .setSsl(true)
                .setUseAlpn(true)
                .setKeyCertOptions(new PemKeyCertOptions()
                        .addCertValue(Buffer.buffer(CERTIFICATE.pem()))
                        .addKeyValue(Buffer.buffer(CERTIFICATE.keyPem())));
        new Http2Limits(100).offer(options);
        port = vertx.createHttpServer(options)
                .connectionHandler(connection -> guard.watch(connection, flood -> {}))
                .requestHandler(GuardedServer::respond)
                .listen(0, "localhost")
                .toCompletionStage()
                .toCompletableFuture()
                .join()
                .actualPort();
        vertx.setPeriodic(50, elapsed -> {
            Http2Guard.Ended ended = guard.endOverdue(false);
            requests.addAndGet(ended.requests());
            responses.addAndGet(ended.responses());
        });
    }

    private static void respond(HttpServerRequest request) {
        request.endHandler(read -> request.response().end(Buffer.buffer(new byte[SIZE])));
    }

    /** A connection whose settings the server has read. */
    RawHttp2 connect() throws IOException {
        RawHttp2 http2 = RawHttp2.open(port, TRUST);
        http2.await(frame -> frame.type() == Frame.SETTINGS && frame.flags() == Frame.ACK);
        return http2;
    }

    /** Waits until the guard has ended this many requests and responses. */
    void awaitEnded(int endedRequests, int endedResponses) {
        while (requests.get() != endedRequests || responses.get() != endedResponses) {
            pause(10);
        }
    }

    static void pause(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
