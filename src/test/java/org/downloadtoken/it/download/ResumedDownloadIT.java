package org.downloadtoken.it.download;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.downloadtoken.DownloadTokenService;
import org.downloadtoken.testing.CuttingProxy;
import org.downloadtoken.testing.Metrics;
import org.downloadtoken.testing.Rasters;
import org.downloadtoken.testing.RunningService;
import org.downloadtoken.testing.documentation.Guide;
import org.downloadtoken.testing.program.Browser;
import org.downloadtoken.testing.program.Daemon;
import org.downloadtoken.testing.program.Tool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests downloads that take longer than the life of a token, and whose connection is cut every megabyte. */
class ResumedDownloadIT {
    private static final int MEGABYTE = 1_000_000;
    private static final int SIZE = 5 * MEGABYTE + 123;
    private static final int BYTES_PER_SECOND = 2 * MEGABYTE;
    private static final Duration TTL = Duration.ofSeconds(5);
    private static final String KEY = "random.tif";

    @TempDir
    Path directory;

    private UUID datasetId;
    private byte[] content;
    private CuttingProxy proxy;
    private DownloadTokenService service;
    private Instant start;

    @BeforeEach
    void serveRandomFile() throws IOException {
        content = new byte[SIZE];
        new Random().nextBytes(content);
        Files.write(directory.resolve(KEY), content);
        datasetId = Rasters.withFile(KEY);
        int port = Daemon.freePort();
        proxy = new CuttingProxy(port, MEGABYTE, BYTES_PER_SECOND);
        service = RunningService.start(Map.of(
                "HTTP_PORT", String.valueOf(port),
                "PUBLIC_URL", base(),
                "TOKEN_TTL_SECONDS", String.valueOf(TTL.toSeconds()),
                "DOWNLOAD_ROOT", directory.toString()));
        start = Instant.now();
    }

    @AfterEach
    void stop() {
        RunningService.stop(service);
        proxy.close();
    }

    @Test
    void scriptOfTheGuideDownloadsWithCurl() throws Exception {
        Tool.CURL.require();

        run("sh", "-e", "-u", "-c", script());

        assertCompleted(downloaded());
        assertTrue(Files.notExists(directory.resolve("coastlines.tif.etag")));
    }

    @Test
    void scriptOfTheGuideContinuesLater() throws Exception {
        Tool.CURL.require();
        Files.write(directory.resolve("coastlines.tif"), List.of("bytes of another version"));
        String beforeTheLoop = script().split("\ntries=0")[0];
        run("sh", "-e", "-u", "-c", beforeTheLoop);
        assertTrue(Files.notExists(directory.resolve("coastlines.tif")));
        byte[] begun = Arrays.copyOf(content, 3 * MEGABYTE);
        Files.write(directory.resolve("coastlines.tif"), begun);

        run("sh", "-e", "-u", "-c", script());

        assertArrayEquals(content, downloaded());
        assertEquals(2, proxy.cuts());
    }

    @Test
    void scriptOfTheGuideNeverMixesTwoVersions() throws Exception {
        Tool.CURL.require();
        Path etag = directory.resolve("coastlines.tif.etag");
        Files.writeString(etag, "\"another version\"");
        Files.write(directory.resolve("coastlines.tif"), new byte[MEGABYTE]);

        assertEquals(33, exit("sh", "-e", "-u", "-c", script()));

        assertArrayEquals(new byte[MEGABYTE], downloaded());
    }

    @Test
    void clientSavesInNode() throws Exception {
        Tool.NODE.require();
        String client = Path.of("src/test/js/save-file.mjs").toAbsolutePath().toString();

        run("node", client, base(), datasetId.toString(), "coastlines.tif");

        assertCompleted(downloaded());
    }

    @Test
    void clientSavesInChromium() throws Exception {
        try (Browser browser = Browser.open(800, 600)) {
            browser.visit(proxy.port(), "/");
            browser.run("""
                    const parts = [];
                    const writable = new WritableStream({ write: bytes => void parts.push(bytes) });
                    import('/client/download-token.js')
                      .then(({ downloadTokens }) => downloadTokens().save(arguments[0], writable))
                      .then(() => new Blob(parts).arrayBuffer())
                      .then(bytes => crypto.subtle.digest('SHA-256', bytes))
                      .then(hash => window.hash = [...new Uint8Array(hash)])
                      .catch(failure => window.hash = String(failure));
                    """, datasetId.toString());
            browser.await("window.hash");

            assertEquals(sha256(content), browser.run("""
                    return Array.isArray(hash) ? hash.map(byte => byte.toString(16).padStart(2, '0')).join('') : hash
                    """));
        }
        assertSeveralTokensAndConnections();
    }

    private void assertCompleted(byte[] downloaded) throws Exception {
        assertEquals(sha256(content), sha256(downloaded));
        assertSeveralTokensAndConnections();
    }

    private void assertSeveralTokensAndConnections() {
        assertTrue(Instant.now().isAfter(start.plus(TTL)), "the first token is still valid");
        assertEquals(SIZE / MEGABYTE, proxy.cuts());
        assertTrue(
                new Metrics(service.managementPort()).sum("download_token_requests_total", "outcome", "granted") >= 2);
    }

    /** The script of the guide, for the random file of this service. */
    private String script() {
        String script =
                Guide.read(Path.of("src/site/markdown/downloads.md")).code("sh").get(0);
        return script.replace("http://localhost:8080/api", base())
                .replaceFirst("datasets/[^/]+/", "datasets/" + datasetId + "/");
    }

    private String base() {
        return "http://127.0.0.1:" + proxy.port() + "/api";
    }

    private Path output() {
        return directory.resolve("output");
    }

    private byte[] downloaded() throws IOException {
        return Files.readAllBytes(directory.resolve("coastlines.tif"));
    }

    private void run(String... command) throws IOException, InterruptedException {
        assertEquals(0, exit(command), Files.readString(output()));
    }

    private int exit(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output().toFile())
                .start();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        return process.waitFor();
    }

    private static String sha256(byte[] bytes) throws NoSuchAlgorithmException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
