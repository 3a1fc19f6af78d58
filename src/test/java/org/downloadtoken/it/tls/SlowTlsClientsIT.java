package org.downloadtoken.it.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.downloadtoken.DownloadTokenService;
import org.downloadtoken.testing.ApiClient;
import org.downloadtoken.testing.PlainClient;
import org.downloadtoken.testing.Rasters;
import org.downloadtoken.testing.RunningService;
import org.downloadtoken.testing.tls.TestCertificate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Slow requests, slow handshakes and slow downloads over TLS end or continue as without TLS. */
class SlowTlsClientsIT {
    private static final int FILE_BYTES = 24 << 20;
    private static final TestCertificate CERTIFICATE = TestCertificate.named("slow");
    private static final SSLContext TRUST = TestCertificate.trusting(CERTIFICATE);

    @TempDir
    static Path directory;

    private static DownloadTokenService service;
    private static UUID dataset;

    @BeforeAll
    static void start() throws IOException {
        Map<String, String> settings = new HashMap<>(CERTIFICATE.in(directory));
        settings.put("DOWNLOAD_ROOT", directory.toString());
        Files.write(directory.resolve("slow.tif"), new byte[FILE_BYTES]);
        dataset = Rasters.withFile("slow.tif");
        service = RunningService.start(settings);
    }

    @AfterAll
    static void stop() {
        RunningService.stop(service);
    }

    @Test
    void slowRequestIsDisconnected() throws Exception {
        String request = "POST " + ApiClient.MINT + dataset + " HTTP/1.1\r\nHost: x\r\n\r\n";
        long begun = System.nanoTime();
        try (SSLSocket slow = connect()) {
            slow.setSoTimeout(1_000);
            int sent = 0;
            while (!isClosed(slow) && sent < 30) {
                try {
                    slow.getOutputStream().write(request.charAt(sent++));
                } catch (IOException closed) {
                    break;
                }
            }
        }
        assertEnded(begun, 9, 15);
        assertTrue(metrics().contains("http_requests_too_slow_total 1.0"), SlowTlsClientsIT::metrics);
    }

    @Test
    void handshakeThatDoesNotEndIsDisconnected() throws Exception {
        long begun = System.nanoTime();
        try (Socket silent = new Socket(InetAddress.getLoopbackAddress(), service.port())) {
            silent.setSoTimeout(20_000);
            assertEquals(-1, silent.getInputStream().read());
        }
        assertEnded(begun, 9, 15);
    }

    /** The client reads for longer than the idle timeout of 60 s, and sends nothing meanwhile. Another one does not read. */
    @Test
    void slowDownloadContinuesAndStalledOneIsDisconnected() throws Exception {
        try (SSLSocket stalled = download();
                SSLSocket slow = download()) {
            assertEquals('H', stalled.getInputStream().read());
            InputStream in = slow.getInputStream();
            byte[] part = new byte[64 << 10];
            long total = 0;
            for (int read = in.read(part); read >= 0; read = in.read(part)) {
                total += read;
                if (total < FILE_BYTES) {
                    TimeUnit.MILLISECONDS.sleep(read * 80_000L / FILE_BYTES);
                }
            }

            assertTrue(total > FILE_BYTES, "bytes: " + total);
            String metrics = metrics();
            assertTrue(metrics.contains("downloads_in_progress 0.0"), metrics);
            assertTrue(metrics.contains("response=\"aborted\""), metrics);
        }
    }

    private static void assertEnded(long begun, int min, int max) {
        long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begun);
        assertTrue(seconds >= min && seconds <= max, "seconds: " + seconds);
    }

    private static SSLSocket download() throws IOException {
        SSLSocket socket = connect();
        String token = new ApiClient(PlainClient.overTls(service.port(), TRUST), service.port(), "/api").token(dataset);
        socket.getOutputStream()
                .write(("GET " + ApiClient.download(dataset) + "?token=" + token
                                + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static SSLSocket connect() throws IOException {
        SSLSocket socket = (SSLSocket) TRUST.getSocketFactory().createSocket();
        socket.setReceiveBufferSize(64 << 10);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), service.port()));
        socket.startHandshake();
        return socket;
    }

    /** Waits for a second whether the service closes the connection. */
    private static boolean isClosed(SSLSocket socket) {
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketTimeoutException open) {
            return false;
        } catch (IOException reset) {
            return true;
        }
    }

    private static String metrics() {
        return new PlainClient(service.managementPort())
                .request("GET", "/metrics")
                .body();
    }
}
