package org.downloadtoken.server.http2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.junit5.VertxExtension;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.downloadtoken.testing.CapturedLog;
import org.downloadtoken.testing.program.Daemon;
import org.downloadtoken.testing.tls.TestCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

@ExtendWith(VertxExtension.class)
@Timeout(30)
class WarmUpTest {
    private static final TestCertificate CERTIFICATE = TestCertificate.named("warm");

    @RegisterExtension
    final CapturedLog log = new CapturedLog(WarmUp.class);

    @Test
    void sendsOneRequestOverHttp2(Vertx vertx) {
        List<String> requests = new CopyOnWriteArrayList<>();
        int port = join(vertx.createHttpServer(new HttpServerOptions()
                                .setSsl(true)
                                .setUseAlpn(true)
                                .setKeyCertOptions(new PemKeyCertOptions()
                                        .addCertValue(Buffer.buffer(CERTIFICATE.pem()))
                                        .addKeyValue(Buffer.buffer(CERTIFICATE.keyPem()))))
                        .requestHandler(request -> {
                            requests.add(request.version() + " " + request.method() + " " + request.uri());
                            request.response().setStatusCode(404).end();
                        })
                        .listen(0, "0.0.0.0"))
                .actualPort();

        join(WarmUp.send(vertx, "0.0.0.0", port, "/path"));

        assertEquals(List.of("HTTP_2 GET /path"), requests);
    }

    @Test
    void failureIsOnlyLogged(Vertx vertx) {
        int port = Daemon.freePort();

        join(WarmUp.send(vertx, "127.0.0.1", port, "/path"));

        assertEquals(1, log.messages().size());
        String message = log.messages().get(0);
        assertTrue(message.startsWith("The first request to port " + port + " failed: "), message);
    }

    private static <T> T join(Future<T> future) {
        return future.toCompletionStage().toCompletableFuture().join();
    }
}
