package org.downloadtoken.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.downloadtoken.demo.EmbeddedCatalog;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/** What the triggers of conf/sql tell; each change on a copy of the catalog, with a spare record and 100,000 more datasets. */
class InvalidationTriggersIT {
    private static final EmbeddedCatalog CATALOG = EmbeddedCatalog.start();

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

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "UPDATE catalog.records SET title = title || '.', record_type = 'x' # ''",
                "UPDATE catalog.records SET visibility = visibility # ''",
                "UPDATE catalog.records SET visibility = 'secret' WHERE title LIKE 'Coast%'"
                        + " # 2489e9ad-2ee2-8e00-8ec9-32d5f69181c0",
                "UPDATE catalog.records SET tenant_id = gen_random_uuid() WHERE title LIKE 'Coast%'"
                        + " # 2489e9ad-2ee2-8e00-8ec9-32d5f69181c0",
                "DELETE FROM catalog.records WHERE title LIKE 'Coast%' # 2489e9ad-2ee2-8e00-8ec9-32d5f69181c0",
                "DELETE FROM catalog.datasets WHERE id = '2489e9ad-2ee2-8e00-8ec9-32d5f69181c0'"
                        + " # 2489e9ad-2ee2-8e00-8ec9-32d5f69181c0",
                "UPDATE catalog.datasets SET record_id = 'c0000000-0000-4000-8000-000000000009'"
                        + " WHERE id = '2489e9ad-2ee2-8e00-8ec9-32d5f69181c0' # 2489e9ad-2ee2-8e00-8ec9-32d5f69181c0",
                "TRUNCATE catalog.datasets CASCADE # *",
                "UPDATE catalog.records SET visibility = 'x' # *",
                "DELETE FROM catalog.records WHERE title = 'many' # *",
                "DO $$ BEGIN FOR i IN 1..2000 LOOP UPDATE catalog.records SET visibility = 'v' || i"
                        + " WHERE title LIKE 'Coast%'; END LOOP; END $$ # 2489e9ad-2ee2-8e00-8ec9-32d5f69181c0,*",
            })
    void theTriggersTellWhatChanged(String change, String told) throws Exception {
        assertEquals(Arrays.stream(told.split(",")).filter(id -> !id.isEmpty()).toList(), notifications(change));
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
            List<String> told = new ArrayList<>();
            PGNotification[] some = listener.unwrap(PGConnection.class).getNotifications(300);
            for (PGNotification one : some == null ? new PGNotification[0] : some) {
                told.add(one.getParameter());
            }
            return told;
        }
    }
}
