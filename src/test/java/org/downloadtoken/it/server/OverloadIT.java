package org.downloadtoken.it.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.downloadtoken.DownloadTokenService;
import org.downloadtoken.demo.DemoDataset;
import org.downloadtoken.demo.DemoUser;
import org.downloadtoken.testing.ApiClient;
import org.downloadtoken.testing.ApiResponse;
import org.downloadtoken.testing.KeyFiles;
import org.downloadtoken.testing.PlainClient;
import org.downloadtoken.testing.RawResponse;
import org.downloadtoken.testing.RunningService;
import org.downloadtoken.testing.Tokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sends more requests than one event loop can answer. Each is expensive, since it signs with a large RSA key. */
class OverloadIT {
    private static final int CONNECTIONS = 400;
    private static final int REQUESTS = 5;

    @TempDir
    Path directory;

    @Test
    void requestsDuringOverloadAreRejectedAtOnce() throws Exception {
        new KeyFiles(directory).jwk("key-1", KeyFiles.rsa(4096)).signing("key-1");
        DownloadTokenService service =
                RunningService.start(Map.of("SIGNING_KEYS_DIR", directory.toString(), "EVENT_LOOPS", "1"));
        List<Socket> sockets = new ArrayList<>();
        try {
            byte[] request = ("POST /api/auth/download-token/" + DemoDataset.PRIVATE.id()
                            + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + Tokens.session(DemoUser.OWNER)
                            + "\r\n\r\n")
                    .repeat(REQUESTS)
                    .getBytes(StandardCharsets.US_ASCII);
            for (int i = 0; i < CONNECTIONS; i++) {
                sockets.add(new Socket(InetAddress.getLoopbackAddress(), service.port()));
            }
            for (Socket socket : sockets) {
                socket.getOutputStream().write(request);
            }
            TreeSet<Integer> statuses = new TreeSet<>();
            for (Socket socket : sockets) {
                for (int i = 0; i < REQUESTS; i++) {
                    ApiResponse response = RawResponse.read(socket.getInputStream());
                    statuses.add(response.status());
                    if (response.status() == 503) {
                        assertEquals(Optional.of("1"), response.header("retry-after"));
                        assertEquals(Optional.of("application/problem+json"), response.header("content-type"));
                    }
                }
            }
            assertEquals("[200, 503]", statuses.toString());

            PlainClient client = new PlainClient(service.port());
            assertEquals(
                    200,
                    client.request("POST", ApiClient.MINT + DemoDataset.PUBLIC.id())
                            .status());
            String metrics = new PlainClient(service.managementPort())
                    .request("GET", "/metrics")
                    .body();
            assertTrue(metrics.lines().anyMatch(line -> line.matches("http_requests_shed_total [1-9].*")), metrics);
        } finally {
            for (Socket socket : sockets) {
                socket.close();
            }
            RunningService.stop(service);
        }
    }
}
