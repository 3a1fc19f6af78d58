package org.downloadtoken.it.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.downloadtoken.demo.DemoDataset;
import org.downloadtoken.testing.ApiClient;
import org.downloadtoken.testing.ApiResponse;
import org.downloadtoken.testing.PlainClient;
import org.downloadtoken.testing.RawResponse;
import org.downloadtoken.testing.RunningService;
import org.downloadtoken.testing.program.ServiceProcess;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests how the process stops after a signal. */
class DrainIT {
    private static final String REQUEST =
            "POST /api/auth/download-token/" + DemoDataset.PUBLIC.id() + " HTTP/1.1\r\nHost: x\r\n\r\n";

    @TempDir
    Path directory;

    private ServiceProcess service;

    @BeforeEach
    void start() throws Exception {
        Path root = Files.createDirectory(directory.resolve("cogs"));
        Path file = Files.createDirectories(root.resolve("europe")).resolve("coastlines.tif");
        Files.write(file, new byte[64 << 20]);
        service = new ServiceProcess(
                directory, RunningService.environment(Map.of("DOWNLOAD_ROOT", root.toString(), "DRAIN_SECONDS", "2")));
    }

    @AfterEach
    void kill() {
        service.close();
    }

    @Test
    void drainLosesNoRequest() throws Exception {
        String token = new PlainClient(service.port())
                .request("POST", ApiClient.MINT + DemoDataset.PUBLIC.id())
                .token();
        try (Socket keptAlive = connect();
                Socket downloading = connect()) {
            mint(keptAlive);
            send(
                    downloading,
                    "GET " + ApiClient.download(DemoDataset.PUBLIC.id()) + "?token=" + token
                            + " HTTP/1.1\r\nHost: x\r\n\r\n");
            int first = downloading.getInputStream().read();

            service.terminate();
            service.awaitReady(503);

            ApiResponse last = mint(keptAlive);
            assertEquals(200, last.status());
            assertEquals(Optional.of("close"), last.header("connection"));
            assertEquals(-1, keptAlive.getInputStream().read());
            try (Socket stillTaken = connect()) {
                assertEquals(200, mint(stillTaken).status());
            }
            TimeUnit.MILLISECONDS.sleep(2_500);
            assertThrows(IOException.class, DrainIT.this::connect);
            assertEquals(64 << 20, readDownload(first, downloading.getInputStream()));
        }
        assertTrue(service.process().waitFor(10, TimeUnit.SECONDS));
        assertEquals(0, service.process().exitValue(), service::output);
    }

    @Test
    void secondSignalEndsTheProcessAtOnce() throws Exception {
        service.terminate();
        service.awaitReady(503);
        service.terminate();

        assertTrue(service.process().waitFor(1_500, TimeUnit.MILLISECONDS));
        assertEquals(143, service.process().exitValue());
    }

    private Socket connect() throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), service.port());
    }

    private static ApiResponse mint(Socket socket) throws IOException {
        send(socket, REQUEST);
        return RawResponse.read(socket.getInputStream());
    }

    private static void send(Socket socket, String request) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(request.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    /** The number of bytes after the response headers. */
    private static long readDownload(int first, InputStream in) throws IOException {
        StringBuilder head = new StringBuilder().append((char) first);
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) in.read());
        }
        assertTrue(head.toString().startsWith("HTTP/1.1 200"), head::toString);
        return in.readNBytes(64 << 20).length;
    }
}
