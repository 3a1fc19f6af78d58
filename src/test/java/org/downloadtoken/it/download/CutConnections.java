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
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.downloadtoken.DownloadTokenService;
import org.downloadtoken.testing.CuttingProxy;
import org.downloadtoken.testing.Metrics;
import org.downloadtoken.testing.Rasters;
import org.downloadtoken.testing.RunningService;
import org.downloadtoken.testing.program.Daemon;

/** A service with a random file, behind a proxy that cuts each connection after a megabyte. Tokens expire before the download ends. */
final class CutConnections implements AutoCloseable {
    static final int MEGABYTE = 1_000_000;

    private static final int SIZE = 5 * MEGABYTE + 123;
    private static final int BYTES_PER_SECOND = 2 * MEGABYTE;
    private static final Duration TTL = Duration.ofSeconds(5);
    private static final String KEY = "random.tif";

    private final byte[] content = new byte[SIZE];
    private final UUID datasetId = Rasters.withFile(KEY);
    private final CuttingProxy proxy;
    private final DownloadTokenService service;
    private final Instant start;

    /** Creates the file in a directory, and starts service and proxy. */
    CutConnections(Path directory) throws IOException {
        new Random().nextBytes(content);
        Files.write(directory.resolve(KEY), content);
        int port = Daemon.freePort();
        proxy = new CuttingProxy(port, MEGABYTE, BYTES_PER_SECOND);
        service = RunningService.start(Map.of(
                "HTTP_PORT", String.valueOf(port),
                "PUBLIC_URL", base(),
                "TOKEN_TTL_SECONDS", String.valueOf(TTL.toSeconds()),
                "DOWNLOAD_ROOT", directory.toString()));
        start = Instant.now();
    }

    UUID datasetId() {
        return datasetId;
    }

    int port() {
        return proxy.port();
    }

    /** The base URL of the API. */
    String base() {
        return "http://127.0.0.1:" + proxy.port() + "/api";
    }

    /** The first bytes of the file. */
    byte[] content(int length) {
        return Arrays.copyOf(content, length);
    }

    void requireCuts(int cuts) {
        assertEquals(cuts, proxy.cuts());
    }

    /** Requires that these are the bytes of the file. */
    void requireFile(byte[] downloaded) {
        assertArrayEquals(content, downloaded);
    }

    /** Requires that the file has this SHA-256, in hexadecimal digits. */
    void requireSha256(Object hash) throws NoSuchAlgorithmException {
        byte[] expected = MessageDigest.getInstance("SHA-256").digest(content);
        assertEquals(HexFormat.of().formatHex(expected), hash);
    }

    /** Requires that the download was cut every megabyte and needed a second token. */
    void requireSeveralTokensAndConnections() {
        assertTrue(Instant.now().isAfter(start.plus(TTL)), "the first token is still valid");
        requireCuts(SIZE / MEGABYTE);
        assertTrue(
                new Metrics(service.managementPort()).sum("download_token_requests_total", "outcome", "granted") >= 2);
    }

    @Override
    public void close() {
        RunningService.stop(service);
        proxy.close();
    }
}
