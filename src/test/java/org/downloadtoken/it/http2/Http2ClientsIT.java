package org.downloadtoken.it.http2;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.downloadtoken.DownloadTokenService;
import org.downloadtoken.testing.ApiClient;
import org.downloadtoken.testing.Metrics;
import org.downloadtoken.testing.PlainClient;
import org.downloadtoken.testing.Rasters;
import org.downloadtoken.testing.RunningService;
import org.downloadtoken.testing.program.Script;
import org.downloadtoken.testing.program.Tool;
import org.downloadtoken.testing.tls.TestCertificate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Downloads a file of 6 MB over HTTP/2 with the clients of others. */
class Http2ClientsIT {
    private static final int FILE_BYTES = 6 << 20;
    private static final TestCertificate CERTIFICATE = TestCertificate.named("clients");

    @TempDir
    static Path directory;

    private static DownloadTokenService service;
    private static UUID dataset;
    private static String origin;
    private static String path;

    @BeforeAll
    static void start() throws IOException {
        byte[] bytes = new byte[FILE_BYTES];
        new Random(20).nextBytes(bytes);
        Files.write(directory.resolve("large.tif"), bytes);
        dataset = Rasters.withFile("large.tif");
        Map<String, String> settings = new HashMap<>(CERTIFICATE.in(directory));
        settings.put("DOWNLOAD_ROOT", directory.toString());
        service = RunningService.start(settings);
        origin = "https://127.0.0.1:" + service.port();
        PlainClient client = PlainClient.overHttp2(service.port(), TestCertificate.trusting(CERTIFICATE));
        path = ApiClient.download(dataset) + "?token=" + new ApiClient(client, service.port(), "/api").token(dataset);
    }

    @AfterAll
    static void stop() {
        RunningService.stop(service);
    }

    @Test
    void curlReceivesTheFileSlowlyAndResumes() throws IOException {
        Tool.CURL.require();
        String curl = "curl -sS --fail --http2 --cacert tls.crt -w '%{http_version} %{http_code}\\n' ";
        Script script = Script.sh(
                directory,
                curl + "--limit-rate 3M -o slow.tif '" + origin + path + "'\n" //
                        + "head -c 1000000 slow.tif > resumed.tif\n"
                        + curl + "-C - -o resumed.tif '" + origin + path + "'\n"
                        + curl + "--head -o head.txt '" + origin + path + "'");

        script.requireSuccess();
        assertEquals("2 200\n2 206\n2 200\n", script.output());
        assertSameBytes("slow.tif");
        assertSameBytes("resumed.tif");
    }

    /** With a window of 16 KiB - 1 for each stream and for the connection. */
    @Test
    void manyStreamsWithSmallWindowsAreServed() {
        Tool.H2LOAD.require();
        Script script = Script.sh(
                directory,
                "h2load -n 60 -c 3 -m 10 -w 14 -W 14 --connection-active-timeout=50 '" + origin + path + "'");

        script.requireSuccess();
        assertTrue(script.output().contains("60 succeeded, 0 failed, 0 errored, 0 timeout"), script::output);
        assertTrue(script.output().contains("(" + 60L * FILE_BYTES + ") data"), script::output);
    }

    @Test
    void nodePausesStreamsOfOneConnection() {
        Tool.NODE.require();
        Script.node(
                        directory,
                        Path.of("src/test/js/http2-downloads.mjs"),
                        origin,
                        path,
                        directory.resolve("large.tif").toString(),
                        directory.resolve("tls.crt").toString())
                .requireSuccess();
        assertEquals(0, new Metrics(service.managementPort()).value("downloads_in_progress"));
    }

    private static void assertSameBytes(String file) throws IOException {
        assertArrayEquals(
                Files.readAllBytes(directory.resolve("large.tif")), Files.readAllBytes(directory.resolve(file)));
    }
}
