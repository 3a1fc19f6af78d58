package org.downloadtoken.it.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.downloadtoken.DownloadTokenService;
import org.downloadtoken.demo.DemoDataset;
import org.downloadtoken.testing.ApiClient;
import org.downloadtoken.testing.PlainClient;
import org.downloadtoken.testing.RawResponse;
import org.downloadtoken.testing.RunningService;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Tests the limit on connections and the deadline of requests. */
class ConnectionsIT {
    private static final int MOST = 10;
    private static final String MINT =
            "POST /api/auth/download-token/" + DemoDataset.PUBLIC.id() + " HTTP/1.1\r\nHost: x\r\n\r\n";

    /** This instance has no client, since a client would keep a connection open. */
    private static final DownloadTokenService CAPPED =
            RunningService.start(Map.of("MAX_CONNECTIONS", String.valueOf(MOST)));

    @AfterAll
    static void stop() {
        RunningService.stop(CAPPED);
    }

    @Test
    void connectionBeyondTheLimitIsClosedUntilAnotherEnds() throws Exception {
        awaitOpen(0);
        List<Socket> open = new ArrayList<>();
        try {
            for (int i = 0; i < MOST; i++) {
                open.add(connect());
                assertEquals(200, mint(open.get(i)));
            }
            try (Socket beyond = connect()) {
                assertEquals(-1, beyond.getInputStream().read());
            }
            assertTrue(metrics().contains("http_connections_refused_total 1.0"), metrics());

            open.remove(0).close();
            awaitOpen(MOST - 1);

            open.add(connect());
            assertEquals(200, mint(open.get(MOST - 1)));
        } finally {
            for (Socket socket : open) {
                socket.close();
            }
        }
        awaitOpen(0);
    }

    /** Sends the headers byte by byte, which would take eight minutes. */
    @Test
    void slowRequestIsDisconnected() throws Exception {
        awaitOpen(0);
        try (Socket slow = connect();
                Socket idle = connect()) {
            assertEquals(200, mint(idle));
            long begun = System.nanoTime();
            int sent = 0;
            while (slow.getInputStream().available() == 0 && sent < MINT.length()) {
                try {
                    slow.getOutputStream().write(MINT.charAt(sent++));
                } catch (IOException closed) {
                    break;
                }
                TimeUnit.SECONDS.sleep(1);
            }
            assertTrue(System.nanoTime() - begun >= TimeUnit.SECONDS.toNanos(9));
            assertTrue(sent < 30, "it was not closed");
            assertEquals(200, mint(idle));
        }
        assertTrue(metrics().contains("http_requests_too_slow_total 1.0"), metrics());
    }

    /** Over HTTP/2, downloads would not end. */
    @Test
    void http2WithoutTlsIsRejected() throws Exception {
        assertEquals(
                HttpClient.Version.HTTP_1_1,
                http2("POST", ApiClient.MINT + DemoDataset.PUBLIC.id()).version());
    }

    private static HttpResponse<String> http2(String method, String path) throws Exception {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_2)
                .build()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + CAPPED.port() + path))
                                .method(method, HttpRequest.BodyPublishers.noBody())
                                .build(),
                        BodyHandlers.ofString(StandardCharsets.ISO_8859_1));
    }

    private static Socket connect() throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), CAPPED.port());
    }

    private static int mint(Socket socket) throws IOException {
        socket.getOutputStream().write(MINT.getBytes(StandardCharsets.ISO_8859_1));
        return RawResponse.read(socket.getInputStream()).status();
    }

    private static void awaitOpen(int connections) throws InterruptedException {
        for (int attempt = 0; !metrics().contains("http_connections " + connections + ".0"); attempt++) {
            assertTrue(attempt < 200, ConnectionsIT::metrics);
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    private static String metrics() {
        return new PlainClient(CAPPED.managementPort())
                .request("GET", "/metrics")
                .body();
    }
}
