package org.downloadtoken.it.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.downloadtoken.DownloadTokenService;
import org.downloadtoken.demo.DemoDataset;
import org.downloadtoken.testing.ApiClient;
import org.downloadtoken.testing.PlainClient;
import org.downloadtoken.testing.RunningService;
import org.downloadtoken.testing.program.Daemon;
import org.downloadtoken.testing.program.PgBouncer;
import org.downloadtoken.testing.program.Tool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests a pooler in session mode between the service and Postgres. */
class PoolerIT {
    @TempDir
    Path directory;

    @Test
    void hiddenDatasetIsRefusedThroughAPoolerInSessionMode() throws Exception {
        Tool.PGBOUNCER.require();
        script("invalidation.sql");
        try (Daemon pooler = PgBouncer.start(directory, RunningService.catalog().port(), "session")) {
            DownloadTokenService service = RunningService.start(Map.of(
                    "POSTGRES_PORT",
                    String.valueOf(pooler.port()),
                    "PUBLIC_CACHE_TTL_MS",
                    "60000",
                    "PUBLIC_CACHE_INVALIDATION",
                    "notify"));
            try {
                awaitUsableCache(service);
                ApiClient client = new ApiClient(service.port());
                assertEquals(200, client.mint(DemoDataset.PUBLIC.id()).status());

                setVisibility("private");

                for (int attempt = 0; client.mint(DemoDataset.PUBLIC.id()).status() != 404; attempt++) {
                    assertTrue(attempt < 200, "the dataset is not hidden");
                    TimeUnit.MILLISECONDS.sleep(20);
                }
            } finally {
                setVisibility("public");
                RunningService.stop(service);
            }
        } finally {
            script("invalidation-uninstall.sql");
        }
    }

    @Test
    void poolerInTransactionModeEndsTheStartAndItsOtherClientsAreNotChanged() throws Exception {
        Tool.PGBOUNCER.require();
        try (Daemon pooler = PgBouncer.start(directory, RunningService.catalog().port(), "transaction")) {
            Map<String, String> settings = Map.of("POSTGRES_PORT", String.valueOf(pooler.port()));

            String durability = setting(pooler, "synchronous_commit");

            CompletionException failure = assertThrows(CompletionException.class, () -> RunningService.start(settings));

            assertEquals(
                    "Postgres is behind a pooler in transaction mode, which is not supported; use session mode",
                    failure.getCause().getMessage());
            assertEquals("off", setting(pooler, "default_transaction_read_only"));
            assertEquals(durability, setting(pooler, "synchronous_commit"));
            assertEquals("0", setting(pooler, "statement_timeout"));
        }
    }

    /** A setting that another client of the pooler has, in the session that was used last. */
    private static String setting(Daemon pooler, String name) throws Exception {
        Map<String, String> catalog = RunningService.catalog().settings();
        Process psql = new ProcessBuilder(
                        "psql",
                        "-h",
                        "127.0.0.1",
                        "-p",
                        String.valueOf(pooler.port()),
                        "-U",
                        catalog.getOrDefault("POSTGRES_USER", "postgres"),
                        "-d",
                        catalog.getOrDefault("POSTGRES_DB", "postgres"),
                        "-Atc",
                        "SHOW " + name)
                .redirectErrorStream(true)
                .start();
        return new String(psql.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }

    private static void awaitUsableCache(DownloadTokenService service) throws Exception {
        PlainClient management = new PlainClient(service.managementPort());
        for (int attempt = 0;
                !management.request("GET", "/metrics").body().contains("public_dataset_cache_usable 1.0");
                attempt++) {
            assertTrue(attempt < 200, "notifications do not arrive");
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    private static void setVisibility(String visibility) {
        RunningService.catalog()
                .execute("UPDATE catalog.records SET visibility = '" + visibility + "' WHERE title LIKE 'Coast%'");
    }

    private static void script(String name) throws Exception {
        RunningService.catalog().execute(Files.readString(Path.of("conf", "sql", name)));
    }
}
