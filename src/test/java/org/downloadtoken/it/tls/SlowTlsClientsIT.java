package org.downloadtoken.it.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.downloadtoken.demo.DemoDataset;
import org.downloadtoken.testing.ApiClient;
import org.downloadtoken.testing.Metrics;
import org.downloadtoken.testing.RunningService;
import org.downloadtoken.testing.tls.DrippingSocket;
import org.downloadtoken.testing.tls.TestCertificate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Slow handshakes, records and requests over TLS are disconnected. The clients run at the same time, each for ten seconds. */
class SlowTlsClientsIT {
    private static final TestCertificate CERTIFICATE = TestCertificate.named("slow");
    private static final SSLContext TRUST = TestCertificate.trusting(CERTIFICATE);
    private static final byte[] REQUEST = ("POST " + ApiClient.MINT + DemoDataset.PUBLIC.id()
                    + " HTTP/1.1\r\nHost: x\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII);

    @RegisterExtension
    static final RunningService SERVICE = RunningService.withTls(CERTIFICATE, Map.of());

    private static final ExecutorService THREADS = Executors.newCachedThreadPool();
    private static CompletableFuture<Long> handshake;
    private static CompletableFuture<Long> record;
    private static CompletableFuture<Long> request;

    private interface Client {
        /** Connects, and returns once the service has closed the connection. */
        void run() throws IOException;
    }

    @BeforeAll
    static void connect() {
        handshake = seconds(SlowTlsClientsIT::silentHandshake);
        record = seconds(SlowTlsClientsIT::recordByteByByte);
        request = seconds(SlowTlsClientsIT::requestByteByByte);
    }

    @AfterAll
    static void stop() {
        THREADS.shutdown();
    }

    @Test
    void handshakeThatDoesNotEndIsDisconnected() {
        assertNearDeadline(handshake.join());
    }

    @Test
    void slowRecordIsDisconnected() {
        assertNearDeadline(record.join());
    }

    @Test
    void slowRequestIsDisconnected() {
        assertNearDeadline(request.join());
    }

    @Test
    void slowRecordAndSlowRequestAreCounted() {
        CompletableFuture.allOf(record, request).join();

        assertEquals(2, new Metrics(SERVICE.managementPort()).value("http_requests_too_slow_total"));
    }

    private static void silentHandshake() throws IOException {
        try (Socket silent = new Socket(InetAddress.getLoopbackAddress(), SERVICE.port())) {
            silent.setSoTimeout(20_000);
            assertEquals(-1, silent.getInputStream().read());
        }
    }

    /** Each byte of the request is a record of its own. */
    private static void requestByteByByte() throws IOException {
        DrippingSocket socket = new DrippingSocket(SERVICE.port());
        try (Socket tls = socket.handshake(TRUST)) {
            for (int sent = 0; !isClosed(tls, 1_000); sent++) {
                assertTrue(sent < 30, "it was not closed");
                tls.getOutputStream().write(REQUEST[sent]);
            }
        }
    }

    /** The whole request is one record. */
    private static void recordByteByByte() throws IOException {
        DrippingSocket socket = new DrippingSocket(SERVICE.port());
        try (Socket tls = socket.handshake(TRUST)) {
            socket.pauseMillis(500);
            OutputStream out = tls.getOutputStream();
            out.write(REQUEST);
            assertTrue(isClosed(tls, 10_000), "it was not closed");
        }
    }

    private static boolean isClosed(Socket socket, int millis) throws IOException {
        socket.setSoTimeout(millis);
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketTimeoutException open) {
            return false;
        }
    }

    private static CompletableFuture<Long> seconds(Client client) {
        return CompletableFuture.supplyAsync(
                () -> {
                    long begun = System.nanoTime();
                    try {
                        client.run();
                    } catch (SocketTimeoutException e) {
                        throw new UncheckedIOException(e);
                    } catch (IOException closed) {
                        // The service has reset the connection.
                    }
                    return TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begun);
                },
                THREADS);
    }

    private static void assertNearDeadline(long seconds) {
        assertTrue(seconds >= 9 && seconds <= 15, "seconds: " + seconds);
    }
}
