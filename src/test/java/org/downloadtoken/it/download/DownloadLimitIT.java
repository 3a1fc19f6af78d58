package org.downloadtoken.it.download;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.downloadtoken.demo.DemoUser;
import org.downloadtoken.testing.ApiClient;
import org.downloadtoken.testing.ApiResponse;
import org.downloadtoken.testing.Metrics;
import org.downloadtoken.testing.Rasters;
import org.downloadtoken.testing.RunningService;
import org.downloadtoken.testing.SlowDownload;
import org.downloadtoken.testing.Tokens;
import org.downloadtoken.testing.program.ServiceProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Limits of downloads in progress, with clients that do not read. */
class DownloadLimitIT {
    private static final String LARGE = "large.tif";
    private static final Path ROOT = root();

    @RegisterExtension
    static final RunningService SERVICE = new RunningService(Map.of(
            "DOWNLOAD_ROOT", ROOT.toString(),
            "DOWNLOADS_PER_CLIENT", "2",
            "MAX_DOWNLOADS", "4"));

    @Test
    void aClientBeyondItsLimitGets429AndOthersGoOn() {
        UUID datasetId = Rasters.withFile(LARGE);
        ApiClient client = SERVICE.client();
        String anonymous = client.token(datasetId);
        String owned = client.mintAs(Tokens.session(DemoUser.OWNER), datasetId).token();
        try (SlowDownload one = started("127.0.0.2", datasetId, anonymous);
                SlowDownload other = started("127.0.0.2", datasetId, anonymous)) {
            try (SlowDownload third = new SlowDownload(SERVICE.port(), "127.0.0.2", datasetId, anonymous)) {
                assertEquals(429, third.status());
            }
            try (SlowDownload user = started("127.0.0.2", datasetId, owned);
                    SlowDownload elsewhere = started("127.0.0.3", datasetId, anonymous)) {
                assertEquals(4.0, inProgress());
                ApiResponse beyondAll = client.download(datasetId, anonymous);
                assertEquals(503, beyondAll.status());
                assertEquals(Optional.of("1"), beyondAll.header("retry-after"));
                assertTrue(user.isAnswered() && elsewhere.isAnswered() && one.isAnswered() && other.isAnswered());
            }
        }
        while (inProgress() > 0) { // the server notices soon that the clients have left
            ServiceProcess.pause(20);
        }
        try (SlowDownload again = started("127.0.0.2", datasetId, anonymous)) {
            assertEquals(1.0, inProgress());
            assertTrue(again.readToTheEnd(60_000) > 0);
        }
    }

    @Test
    void aLimitedClientIsToldWhenToTryAgain() {
        UUID datasetId = Rasters.withFile(LARGE);
        String token = SERVICE.client().token(datasetId);
        try (SlowDownload one = started("127.0.0.1", datasetId, token);
                SlowDownload other = started("127.0.0.1", datasetId, token)) {
            ApiResponse limited = SERVICE.client().download(datasetId, token);

            assertEquals(429, limited.status());
            assertEquals(Optional.of("1"), limited.header("retry-after"));
            assertTrue(one.isAnswered() && other.isAnswered());
        }
    }

    private static SlowDownload started(String from, UUID datasetId, String token) {
        SlowDownload download = new SlowDownload(SERVICE.port(), from, datasetId, token);
        assertEquals(200, download.status());
        return download;
    }

    private static double inProgress() {
        return new Metrics(SERVICE.managementPort()).value("downloads_in_progress");
    }

    private static Path root() {
        try {
            Path root = Files.createTempDirectory("cogs");
            try (RandomAccessFile sparse =
                    new RandomAccessFile(root.resolve(LARGE).toFile(), "rw")) {
                sparse.setLength(64 << 20);
            }
            return root;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
