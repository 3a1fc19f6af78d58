package org.downloadtoken.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.downloadtoken.testing.ApiClient;
import org.downloadtoken.testing.Metrics;
import org.downloadtoken.testing.Rasters;
import org.downloadtoken.testing.RunningService;
import org.downloadtoken.testing.SlowDownload;
import org.downloadtoken.testing.program.ServiceProcess;
import org.downloadtoken.testing.store.HangingFiles;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file system that hangs, as NFS does when its server is away, stops downloads of its files and nothing else. */
class StorageChaos {
    private static final int PER_CLIENT = 40;
    private static final int THREADS = 128;
    private static final int PROBE_MS = 3_000;

    @TempDir
    Path directory;

    private final SituationReport report = new SituationReport();
    private HangingFiles files;
    private ServiceProcess service;
    private UUID hanging = new UUID(0, 0);
    private UUID fine = new UUID(0, 0);

    @SuppressWarnings("NullAway.Init") // start() sets the fields
    StorageChaos() {}

    @BeforeEach
    void start() throws IOException {
        files = new HangingFiles(directory);
        files.add("hang.tif", 1 << 20);
        files.add("hang-later.tif", 64 << 20);
        files.add("fine.tif", 1 << 20);
        hanging = Rasters.withFile("hang.tif");
        fine = Rasters.withFile("fine.tif");
        service = new ServiceProcess(
                directory,
                RunningService.environment(Map.of(
                        "DOWNLOAD_ROOT", files.root().toString(),
                        "DOWNLOADS_PER_CLIENT", String.valueOf(PER_CLIENT))));
        probe(); // warms up
    }

    @AfterEach
    void stop() throws IOException {
        service.close();
        files.close();
    }

    @Test
    void aHungFileSystemStopsNothingElse() throws Exception {
        report.add("no failure", probe(), "");
        SlowDownload later = download("127.0.0.9", Rasters.withFile("hang-later.tif"));
        assertEquals(200, later.status());
        files.hang();

        List<SlowDownload> hung = new ArrayList<>(downloads("127.0.0.2", PER_CLIENT));
        MintProbe.Result some = probe();
        report.add(PER_CLIENT + " downloads hang", some, "");
        assertUnaffected(some);
        assertEquals(200, download("127.0.0.3", fine).status(), "a download of another file");
        for (SlowDownload each : hung) {
            assertEquals(503, each.status(), "the first read hangs");
        }
        assertTrue(later.readToTheEnd(70_000) < 64 << 20, "a later read hangs");
        assertEquals(PER_CLIENT + 1.0, hungCalls());
        assertEquals(429, download("127.0.0.2", hanging).status(), "reads that hang count for their client");
        assertEquals(200, download("127.0.0.3", fine).status());

        for (int client = 10; hungCalls() < THREADS; client++) {
            for (SlowDownload each : downloads("127.0.0." + client, PER_CLIENT)) {
                assertEquals(503, each.status());
            }
        }
        long start = System.nanoTime();
        assertEquals(503, download("127.0.0.4", fine).status());
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        MintProbe.Result all = probe();
        report.add("all " + THREADS + " threads hang", all, "the next download gets 503 after " + millis + " ms");
        assertUnaffected(all);

        files.release();
        long released = System.nanoTime();
        while (download("127.0.0.2", hanging).status() != 200) {
            ServiceProcess.pause(20);
        }
        report.add(
                "the file system answers again",
                probe(),
                "downloads after " + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - released) + " ms");
        report.write("storage");
    }

    @Test
    void aSignalEndsTheProcessThoughReadsHang() throws Exception {
        files.hang();
        List<SlowDownload> hung = downloads("127.0.0.2", PER_CLIENT);
        ServiceProcess.pause(500);

        service.terminate();

        assertTrue(
                service.process().waitFor(30, TimeUnit.SECONDS),
                () -> "the process has not ended: " + service.output());
        assertEquals(0, service.process().exitValue(), service::output);
        assertEquals(PER_CLIENT, hung.size());
    }

    private static void assertUnaffected(MintProbe.Result result) {
        assertEquals(0, result.failed(), "mints that failed");
        assertEquals(0, result.notLive(), "failed liveness probes");
    }

    private MintProbe.Result probe() {
        return new MintProbe(service).run(PROBE_MS);
    }

    private double hungCalls() {
        return new Metrics(service.managementPort()).value("storage_calls_hung");
    }

    private List<SlowDownload> downloads(String from, int number) {
        List<SlowDownload> downloads = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            downloads.add(download(from, hanging));
        }
        return downloads;
    }

    private SlowDownload download(String from, UUID datasetId) {
        return new SlowDownload(service.port(), from, datasetId, new ApiClient(service.port()).token(datasetId));
    }
}
