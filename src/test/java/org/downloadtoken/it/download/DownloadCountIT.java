package org.downloadtoken.it.download;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.downloadtoken.testing.ApiClient;
import org.downloadtoken.testing.PlainClient;
import org.downloadtoken.testing.Rasters;
import org.downloadtoken.testing.RunningService;
import org.downloadtoken.testing.program.ServiceProcess;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A download is counted once, after its end, with what was sent. */
class DownloadCountIT {
    private static final int SIZE = 64 << 20;
    private static final String LARGE = "large.tif";
    private static final Pattern SERIES = Pattern.compile(
            "download_requests_total\\{operation=\"download\",outcome=\"(\\w+)\",response=\"(\\w+)\"\\} (\\S+)");

    private static final Pattern CUT = Pattern.compile("(?m)^download_transfers_cut_total (\\S+)");
    private static final Path ROOT = root();

    @RegisterExtension
    static final RunningService SERVICE = new RunningService(Map.of("DOWNLOAD_ROOT", ROOT.toString()));

    private Map<String, Double> before = Map.of();

    @BeforeEach
    void countBefore() {
        before = counts();
    }

    @ParameterizedTest
    @CsvSource({
        "GET, x-none, '', 200, granted whole",
        "HEAD, x-none, '', 200, granted whole",
        "GET, range, bytes=0-9, 206, granted part",
        "GET, if-none-match, *, 304, granted not_modified",
        "HEAD, if-none-match, *, 304, granted not_modified",
        "GET, range, bytes=99999999-, 416, invalid_request none",
        "GET, if-match, '\"other\"', 412, invalid_request none"
    })
    void eachResponseIsCountedOnce(String method, String header, String value, int status, String counted) {
        UUID datasetId = Rasters.withFile(LARGE);

        int answered = new PlainClient(SERVICE.port())
                .request(method, path(datasetId), header, value)
                .status();

        assertEquals(status, answered);
        assertCounted(counted);
    }

    @Test
    void aRedirectIsCountedOnce() {
        UUID datasetId = Rasters.add("public", "raster_dataset", "remote", "https://example.com/a.tif");

        assertEquals(
                302,
                new PlainClient(SERVICE.port()).request("GET", path(datasetId)).status());
        assertCounted("granted redirect");
    }

    @Test
    void aMissingFileIsCountedOnce() {
        UUID datasetId = Rasters.withFile("missing.tif");

        assertEquals(
                404,
                new PlainClient(SERVICE.port()).request("GET", path(datasetId)).status());
        assertCounted("not_found none");
    }

    @Test
    void aDownloadIsCountedAfterItsLastByte() throws IOException {
        try (Socket client = reader(Rasters.withFile(LARGE))) {
            InputStream in = client.getInputStream();
            assertTrue(in.read() >= 0);
            ServiceProcess.pause(500);
            assertEquals(before, counts(), "counted while most bytes are not sent");

            in.readAllBytes();
        }
        assertCounted("granted whole");
    }

    @Test
    void aDownloadThatItsClientEndsIsAborted() throws IOException {
        try (Socket client = reader(Rasters.withFile(LARGE))) {
            assertTrue(client.getInputStream().read() >= 0);
        }
        assertCounted("granted aborted");
    }

    @Test
    void aFileThatBecomesShorterAbortsItsDownload() throws IOException {
        String key = "shrinking.tif";
        Path shrinking = ROOT.resolve(key);
        shrinking.toFile().deleteOnExit();
        makeFile(shrinking);
        double cutBefore = cut();
        try (Socket client = reader(Rasters.withFile(key))) {
            assertTrue(client.getInputStream().read() >= 0);
            try (RandomAccessFile file = new RandomAccessFile(shrinking.toFile(), "rw")) {
                file.setLength(SIZE / 2);
            }
            assertTrue(client.getInputStream().readAllBytes().length < SIZE);
        }
        assertCounted("granted aborted");
        assertEquals(cutBefore + 1, cut());
    }

    private static double cut() {
        Matcher total = CUT.matcher(new PlainClient(SERVICE.managementPort())
                .request("GET", "/metrics")
                .body());
        return total.find() ? Double.parseDouble(total.group(1)) : -1;
    }

    /** Sends a request and leaves the response unread; a small receive buffer stops the transfer early. */
    private static Socket reader(UUID datasetId) throws IOException {
        String request = "GET " + path(datasetId) + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
        Socket socket = new Socket();
        socket.setReceiveBufferSize(64 << 10);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), SERVICE.port()));
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private void assertCounted(String counted) {
        Map<String, Double> expected = new HashMap<>(before);
        expected.merge(counted, 1.0, Double::sum);
        for (int attempt = 0; !counts().equals(expected) && attempt < 100; attempt++) {
            ServiceProcess.pause(50);
        }
        assertEquals(expected, counts());
    }

    private static Map<String, Double> counts() {
        Map<String, Double> counts = new HashMap<>();
        Matcher series = SERIES.matcher(new PlainClient(SERVICE.managementPort())
                .request("GET", "/metrics")
                .body());
        while (series.find()) {
            counts.put(series.group(1) + " " + series.group(2), Double.valueOf(series.group(3)));
        }
        return counts;
    }

    private static String path(UUID datasetId) {
        return ApiClient.download(datasetId) + "?token=" + SERVICE.client().token(datasetId);
    }

    private static Path root() {
        try {
            Path root = Files.createTempDirectory("downloads");
            Path large = root.resolve(LARGE);
            large.toFile().deleteOnExit();
            root.toFile().deleteOnExit();
            makeFile(large);
            return root;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void makeFile(Path path) throws IOException {
        try (RandomAccessFile sparse = new RandomAccessFile(path.toFile(), "rw")) {
            sparse.setLength(SIZE);
        }
    }
}
