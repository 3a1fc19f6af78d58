package org.downloadtoken.server.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.downloadtoken.metrics.HttpMetrics;
import org.downloadtoken.testing.RawResponse;
import org.downloadtoken.testing.tls.DrippingSocket;
import org.downloadtoken.testing.tls.TestCertificate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Tests a server for at most two connections, which must be announced within three seconds. */
@ExtendWith(VertxExtension.class)
@Timeout(30)
class LimitedTlsTest {
    private static final TestCertificate CERTIFICATE = TestCertificate.named("limited");
    private static final int DEADLINE_MS = 3_000;
    private static final SSLContext TRUST = TestCertificate.trusting(CERTIFICATE);

    private final ConnectionLimit connections = new ConnectionLimit(2);
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private int port;

    @BeforeEach
    void listen(Vertx vertx) {
        HttpServerOptions options = new HttpServerOptions()
                .setSsl(true)
                .setUseAlpn(true)
                .setKeyCertOptions(CERTIFICATE.options())
                .setSslEngineOptions(new LimitedTls(
                        connections, new HttpMetrics(meters, connections::open), Duration.ofMillis(DEADLINE_MS)));
        port = vertx.createHttpServer(options)
                .connectionHandler(this::connected)
                .requestHandler(request -> request.response().end())
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join()
                .actualPort();
    }

    private void connected(HttpConnection connection) {
        if (!connections.admit(connection)) {
            connection.close();
        }
    }

    @Test
    void connectionCountsOnceFromItsFirstByte() throws Exception {
        try (SSLSocket open = new DrippingSocket(port).handshake(TRUST)) {
            try (Socket handshaking = new Socket(InetAddress.getLoopbackAddress(), port)) {
                handshaking.getOutputStream().write(22); // the first byte of a handshake
                assertEquals(200, request(open));
                awaitOpen(2);
                try (Socket beyond = new Socket(InetAddress.getLoopbackAddress(), port)) {
                    assertEquals(-1, beyond.getInputStream().read());
                }
                assertEquals(1, meters.get("http_connections_refused").counter().count());
            }
            awaitOpen(1);
            try (SSLSocket next = new DrippingSocket(port).handshake(TRUST)) {
                assertEquals(200, request(next));
                assertEquals(2, connections.open());
            }
        }
        awaitOpen(0);
    }

    @Test
    void connectionWithoutSettingsOfHttp2IsClosed() throws Exception {
        try (SSLSocket silent = new DrippingSocket(port).handshake(TRUST, "h2")) {
            assertEquals("h2", silent.getApplicationProtocol());
            silent.getInputStream().readAllBytes(); // the settings of the server, until it closes
        }
    }

    @Test
    void announcedConnectionStaysOpen() throws Exception {
        try (SSLSocket open = new DrippingSocket(port).handshake(TRUST)) {
            assertEquals(200, request(open));
            TimeUnit.MILLISECONDS.sleep(DEADLINE_MS + 200);
            assertEquals(200, request(open));
        }
    }

    private static int request(SSLSocket socket) throws IOException {
        socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        return RawResponse.read(socket.getInputStream()).status();
    }

    private void awaitOpen(int expected) throws InterruptedException {
        for (int attempt = 0; connections.open() != expected; attempt++) {
            assertTrue(attempt < 200, () -> "open: " + connections.open());
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }
}
