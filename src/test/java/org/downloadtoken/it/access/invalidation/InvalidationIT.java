package org.downloadtoken.it.access.invalidation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.downloadtoken.demo.DemoDataset;
import org.downloadtoken.demo.EmbeddedCatalog;
import org.downloadtoken.testing.ApiClient;
import org.downloadtoken.testing.Metrics;
import org.downloadtoken.testing.PlainClient;
import org.downloadtoken.testing.RunningService;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests instances that use notifications. The TTL is so long that each test would fail without them. */
class InvalidationIT {
    private static final Map<String, String> NOTIFY =
            Map.of("PUBLIC_CACHE_TTL_MS", "60000", "PUBLIC_CACHE_INVALIDATION", "notify", "EVENT_LOOPS", "2");
    private static final UUID PUBLIC = DemoDataset.PUBLIC.id();
    private static final String HIDE = "UPDATE catalog.records SET visibility = 'private' WHERE title LIKE 'Coast%'";
    private static final String SHOW = "UPDATE catalog.records SET visibility = 'public', record_status = 'published',"
            + " tenant_id = NULL WHERE title LIKE 'Coast%'";

    @RegisterExtension
    static final RunningService ONE = new RunningService(NOTIFY);

    @RegisterExtension
    static final RunningService OTHER = new RunningService(NOTIFY);

    @BeforeAll
    static void install() throws IOException {
        script("invalidation.sql");
    }

    @AfterEach
    void restore() {
        catalog().execute(SHOW);
    }

    @AfterAll
    static void uninstall() throws IOException {
        script("invalidation-uninstall.sql");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "UPDATE catalog.records SET visibility = 'private' WHERE title LIKE 'Coast%'",
                "UPDATE catalog.records SET record_status = 'draft' WHERE title LIKE 'Coast%'",
                "UPDATE catalog.records SET visibility = 'internal'",
            })
    void hiddenDatasetIsRefusedByAllInstances(String change) throws Exception {
        awaitCached(true);

        catalog().execute(change);

        TimeUnit.MILLISECONDS.sleep(450);
        assertMintedByNobody(404);
        catalog()
                .execute("UPDATE catalog.records SET visibility = v FROM (VALUES ('Harbour', 'internal'),"
                        + " ('Survey', 'restricted'), ('Private', 'private'), ('Tides', 'public'), ('Moorings', 'internal'))"
                        + " AS t (title, v) WHERE records.title LIKE t.title || '%'");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ALTER TABLE catalog.records DISABLE TRIGGER download_token_updated | SELECT 1",
                "ALTER TABLE catalog.records ENABLE TRIGGER download_token_updated | SELECT 1",
                "ALTER TABLE catalog.datasets ENABLE REPLICA TRIGGER download_token_truncated | SELECT 1",
                "DROP TRIGGER download_token_deleted ON catalog.datasets | SELECT 1",
                "CREATE OR REPLACE TRIGGER download_token_updated AFTER UPDATE ON catalog.records FOR EACH ROW"
                        + " WHEN (false) EXECUTE FUNCTION catalog.download_token_notify_row();"
                        + " ALTER TABLE catalog.records ENABLE ALWAYS TRIGGER download_token_updated | SELECT 1",
                "DROP TRIGGER download_token_updated ON catalog.records; CREATE TRIGGER download_token_updated"
                        + " AFTER UPDATE OF title ON catalog.records FOR EACH ROW"
                        + " WHEN (OLD.id <> NEW.id OR OLD.visibility <> NEW.visibility OR OLD.tenant_id <> NEW.tenant_id"
                        + " OR OLD.record_status <> NEW.record_status)"
                        + " EXECUTE FUNCTION catalog.download_token_notify_row();"
                        + " ALTER TABLE catalog.records ENABLE ALWAYS TRIGGER download_token_updated | SELECT 1",
                "ALTER TABLE catalog.records RENAME visibility TO old; ALTER TABLE catalog.records"
                        + " ADD visibility text NOT NULL DEFAULT 'public'"
                        + " | UPDATE catalog.records SET visibility = old; DROP TRIGGER download_token_updated ON"
                        + " catalog.records; ALTER TABLE catalog.records DROP old",
                "CREATE OR REPLACE FUNCTION catalog.download_token_notify_row() RETURNS trigger LANGUAGE plpgsql AS"
                        + " 'BEGIN RETURN NULL; END' | SELECT 1",
                "CREATE OR REPLACE TRIGGER download_token_deleted AFTER DELETE ON catalog.datasets FOR EACH ROW"
                        + " WHEN (OLD.record_id IS NULL) EXECUTE FUNCTION catalog.download_token_notify_row();"
                        + " ALTER TABLE catalog.datasets ENABLE ALWAYS TRIGGER download_token_deleted | SELECT 1",
                "CREATE FUNCTION public.download_token_notify_row() RETURNS trigger LANGUAGE plpgsql AS"
                        + " 'BEGIN RETURN NULL; END'; CREATE OR REPLACE TRIGGER download_token_deleted AFTER DELETE"
                        + " ON catalog.records FOR EACH ROW EXECUTE FUNCTION public.download_token_notify_row();"
                        + " ALTER TABLE catalog.records ENABLE ALWAYS TRIGGER download_token_deleted"
                        + " | DROP FUNCTION public.download_token_notify_row CASCADE",
                "ALTER TABLE catalog.raster_assets DROP CONSTRAINT raster_assets_pkey"
                        + " | ALTER TABLE catalog.raster_assets ADD PRIMARY KEY (dataset_id)",
                "CREATE TABLE catalog.more () INHERITS (catalog.records) | DROP TABLE catalog.more",
                "CREATE POLICY visible ON catalog.records USING (true); ALTER TABLE catalog.records"
                        + " ENABLE ROW LEVEL SECURITY | DROP POLICY visible ON catalog.records; ALTER TABLE"
                        + " catalog.records DISABLE ROW LEVEL SECURITY",
            })
    void incompleteTriggersDisableTheCache(String statement, String undo) throws Exception {
        awaitCached(true);
        catalog().execute(statement);
        try {
            awaitCached(false);
            catalog().execute(HIDE);
            assertMintedByNobody(404);
        } finally {
            catalog().execute(undo);
            script("invalidation.sql");
        }
        catalog().execute(SHOW);
        awaitCached(true);
    }

    @ParameterizedTest
    @ValueSource(strings = {"LISTEN%", "WITH relations%"})
    void frozenServerProcessIsReplaced(String query) throws Exception {
        awaitCached(true);
        List<String> frozen = serverProcesses(query);
        assertEquals(2, frozen.size());
        signal("-STOP", frozen);
        try {
            awaitCached(false);
            awaitCached(true);
            catalog().execute(HIDE);
            TimeUnit.MILLISECONDS.sleep(450);
            assertMintedByNobody(404);
        } finally {
            signal("-CONT", frozen);
        }
    }

    /** A new listening connection has missed the earlier notifications. */
    @Test
    void lostConnectionClearsTheCache() throws Exception {
        for (int round = 0; round < 5; round++) {
            awaitCached(true);
            catalog()
                    .execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN%';"
                            + HIDE);
            TimeUnit.MILLISECONDS.sleep(100L * round);
            awaitCached(true);
            assertMintedByNobody(404);
            catalog().execute(SHOW);
        }
    }

    @Test
    void invalidPayloadClearsTheCache() throws Exception {
        awaitCached(true);
        double misses = misses();
        new PlainClient(ONE.port()).request("POST", ApiClient.MINT + PUBLIC);
        assertEquals(misses, misses());

        catalog().execute("NOTIFY download_token_invalidation, 'what is this'");

        TimeUnit.MILLISECONDS.sleep(450);
        new PlainClient(ONE.port()).request("POST", ApiClient.MINT + PUBLIC);
        assertEquals(misses + 1, misses());
    }

    private static List<String> serverProcesses(String query) throws SQLException {
        List<String> pids = new ArrayList<>();
        try (Connection connection = catalog().connect("postgres");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT pid FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
                        + " AND query LIKE '" + query + "'")) {
            while (rows.next()) {
                pids.add(rows.getString(1));
            }
        }
        return pids;
    }

    private static void signal(String signal, List<String> pids) throws Exception {
        List<String> command = new ArrayList<>(List.of("kill", signal));
        command.addAll(pids);
        assertEquals(0, new ProcessBuilder(command).start().waitFor());
    }

    private static double misses() {
        return new Metrics(ONE.managementPort()).sum("public_dataset_cache_requests_total", "result", "miss");
    }

    private static void assertMintedByNobody(int status) {
        for (int i = 0; i < 8; i++) { // most likely, both event loops have connections
            assertEquals(
                    status,
                    new PlainClient(ONE.port())
                            .request("POST", ApiClient.MINT + PUBLIC)
                            .status());
            assertEquals(
                    status,
                    new PlainClient(OTHER.port())
                            .request("POST", ApiClient.MINT + PUBLIC)
                            .status());
        }
    }

    private static void awaitCached(boolean expected) throws Exception {
        for (RunningService service : List.of(ONE, OTHER)) {
            for (int attempt = 0; usable(service) != expected; attempt++) {
                assertTrue(attempt < 200, "the catalog's changes are" + (expected ? " not" : "") + " heard");
                TimeUnit.MILLISECONDS.sleep(20);
            }
        }
        for (int i = 0; i < 8 && expected; i++) {
            new PlainClient(ONE.port()).request("POST", ApiClient.MINT + PUBLIC);
            new PlainClient(OTHER.port()).request("POST", ApiClient.MINT + PUBLIC);
        }
    }

    private static boolean usable(RunningService service) {
        return new PlainClient(service.managementPort())
                .request("GET", "/metrics")
                .body()
                .contains("public_dataset_cache_usable 1.0");
    }

    private static EmbeddedCatalog catalog() {
        return RunningService.catalog();
    }

    private static void script(String name) throws IOException {
        RunningService.catalog().execute(Files.readString(Path.of("conf", "sql", name)));
    }
}
