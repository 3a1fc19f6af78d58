package org.downloadtoken.it.access.invalidation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.downloadtoken.demo.EmbeddedCatalog;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/**
 * Tests the notifications of the triggers of conf/sql. The catalog has an additional record and 100,000 additional datasets.
 */
class InvalidationTriggersIT {
    private static final EmbeddedCatalog CATALOG = EmbeddedCatalog.start();
    private static final String RECORD = "c0000000-0000-4000-8000-000000000001";
    private static final String DATASET = "2489e9ad-2ee2-8e00-8ec9-32d5f69181c0";
    private static final String COAST = " WHERE title LIKE 'Coast%'";
    private static final String THIS_DATASET = " WHERE id = '" + DATASET + "'";

    @BeforeAll
    static void install() throws Exception {
        String script = Files.readString(Path.of("conf", "sql", "invalidation.sql"));
        CATALOG.execute(script + script + """
                INSERT INTO catalog.records (id, title, visibility, record_status)
                  VALUES ('c0000000-0000-4000-8000-000000000009', 'spare', 'public', 'published');
                INSERT INTO catalog.records (id, title, visibility, record_status)
                  SELECT gen_random_uuid(), 'many', 'public', 'published' FROM generate_series(1, 100000);
                INSERT INTO catalog.datasets SELECT gen_random_uuid(), id FROM catalog.records WHERE title = 'many'
                """);
    }

    @AfterAll
    static void close() {
        CATALOG.close();
    }

    static Stream<Arguments> changes() {
        return Stream.of(
                arguments("UPDATE catalog.records SET title = title || '.', created_by = NULL", List.of()),
                arguments("UPDATE catalog.records SET visibility = visibility", List.of()),
                arguments("UPDATE catalog.records SET visibility = 'secret'" + COAST, List.of(RECORD)),
                arguments("UPDATE catalog.records SET record_status = 'draft'" + COAST, List.of(RECORD)),
                arguments("UPDATE catalog.records SET record_type = 'vector_dataset'" + COAST, List.of(RECORD)),
                arguments("UPDATE catalog.records SET tenant_id = gen_random_uuid()" + COAST, List.of(RECORD)),
                arguments("DELETE FROM catalog.records" + COAST, List.of(DATASET, RECORD)),
                arguments("DELETE FROM catalog.datasets" + THIS_DATASET, List.of(DATASET)),
                arguments(
                        "UPDATE catalog.datasets SET record_id = 'c0000000-0000-4000-8000-000000000009'" + THIS_DATASET,
                        List.of(DATASET)),
                arguments(
                        "DELETE FROM catalog.raster_assets; UPDATE catalog.datasets SET id = gen_random_uuid()"
                                + THIS_DATASET,
                        List.of(DATASET)),
                arguments("TRUNCATE catalog.datasets CASCADE", List.of("*")),
                arguments(
                        "INSERT INTO catalog.records SELECT * FROM catalog.records" + COAST
                                + " ON CONFLICT (id) DO UPDATE SET visibility = 'private'",
                        List.of(RECORD)),
                arguments(
                        "MERGE INTO catalog.records USING (SELECT 1) one ON title LIKE 'Coast%'"
                                + " WHEN MATCHED THEN UPDATE SET visibility = 'private'",
                        List.of(RECORD)),
                arguments(
                        "SET session_replication_role = replica; UPDATE catalog.records SET visibility = 'x'" + COAST,
                        List.of(RECORD)),
                arguments("SET session_replication_role = replica; TRUNCATE catalog.records CASCADE", List.of("*")),
                arguments("BEGIN; UPDATE catalog.records SET visibility = 'x'" + COAST + "; ROLLBACK", List.of()));
    }

    @ParameterizedTest
    @MethodSource("changes")
    void eachChangeNotifiesTheIdOfItsRow(String change, List<String> payloads) throws Exception {
        assertEquals(payloads, notifications(change).stream().sorted().toList());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE catalog.records SET visibility = 'x'",
                "DELETE FROM catalog.records WHERE title = 'many'",
            })
    void transactionThatChangesManyRowsNotifiesEverythingOnce(String change) throws Exception {
        List<String> payloads = notifications(change);

        assertEquals("*", payloads.get(payloads.size() - 1));
        assertEquals(1_001, Set.copyOf(payloads).size());
        assertEquals(1_001, payloads.size());
    }

    @Test
    void manyChangesOfOneRowNotifyItOnceAndThenEverything() throws Exception {
        List<String> payloads = notifications("DO $$ BEGIN FOR i IN 1..2000 LOOP UPDATE catalog.records"
                + " SET visibility = 'v' || i WHERE title = 'spare'; END LOOP; END $$");

        assertEquals(List.of("c0000000-0000-4000-8000-000000000009", "*"), payloads);
    }

    @Test
    void eachTransactionCountsItsRowsSeparately() throws Exception {
        List<String> payloads = notifications("BEGIN; UPDATE catalog.records SET visibility = 'x' WHERE title = 'many';"
                + " COMMIT; BEGIN; UPDATE catalog.records SET visibility = 'y'" + COAST + "; COMMIT");

        assertEquals(RECORD, payloads.get(payloads.size() - 1));
    }

    private static List<String> notifications(String change) throws Exception {
        try (Connection admin = CATALOG.connect("template1");
                Statement statement = admin.createStatement()) {
            statement.execute("DROP DATABASE IF EXISTS copy");
            statement.execute("CREATE DATABASE copy TEMPLATE postgres");
        }
        try (Connection writer = CATALOG.connect("copy");
                Connection listener = CATALOG.connect("copy");
                Statement write = writer.createStatement();
                Statement listen = listener.createStatement()) {
            listen.execute("LISTEN download_token_invalidation");
            write.execute(change);
            write.execute("NOTIFY download_token_invalidation, 'end'");
            List<String> payloads = new ArrayList<>();
            while (!payloads.contains("end")) {
                for (PGNotification one : listener.unwrap(PGConnection.class).getNotifications(0)) {
                    payloads.add(one.getParameter());
                }
            }
            return payloads.subList(0, payloads.size() - 1);
        }
    }
}
