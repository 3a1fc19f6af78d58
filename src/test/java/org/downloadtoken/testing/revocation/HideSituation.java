package org.downloadtoken.testing.revocation;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Ways to hide a public dataset. Each invalidates the caches in another way. */
public enum HideSituation {
    UPDATE("one UPDATE") {
        @Override
        long hide(RevocationRig rig, List<HiddenDataset> datasets) throws SQLException {
            rig.addPublic(datasets);
            return rig.commit(HiddenDataset.hide(datasets));
        }
    },
    DELETE("DELETE of the records") {
        @Override
        long hide(RevocationRig rig, List<HiddenDataset> datasets) throws SQLException {
            rig.addPublic(datasets);
            return rig.commit("DELETE FROM catalog.records WHERE id IN (" + HiddenDataset.recordIds(datasets) + ")");
        }
    },
    MANY_AT_ONCE("UPDATE of 5,000 records in one transaction") {
        @Override
        long hide(RevocationRig rig, List<HiddenDataset> datasets) throws SQLException {
            rig.addPublic(datasets);
            rig.commit("INSERT INTO catalog.records (id, title, visibility, record_status)"
                    + " SELECT gen_random_uuid(), 'many', 'public', 'published' FROM generate_series(1, 5000)");
            return rig.commit("UPDATE catalog.records SET visibility = 'internal' WHERE title = 'many';"
                    + HiddenDataset.hide(datasets));
        }
    },
    INSERTED_DURING_THE_HIDE("dataset inserted while the hide of its record is not committed") {
        @Override
        long hide(RevocationRig rig, List<HiddenDataset> datasets) throws SQLException {
            rig.commit(HiddenDataset.insertRecords(datasets));
            try (Connection hiding = begin(rig, "READ COMMITTED", HiddenDataset.hide(datasets))) {
                rig.commit(HiddenDataset.insertDatasets(datasets));
                return rig.commit(hiding, datasets);
            }
        }
    },
    MOVED_DURING_THE_HIDE("dataset moved while the hide of its new record is not committed") {
        @Override
        long hide(RevocationRig rig, List<HiddenDataset> datasets) throws SQLException {
            List<HiddenDataset> targets = new ArrayList<>();
            datasets.forEach(dataset -> targets.add(new HiddenDataset(dataset.id(), UUID.randomUUID())));
            rig.addPublic(datasets);
            rig.commit(HiddenDataset.insertRecords(targets));
            try (Connection hiding = begin(rig, "READ COMMITTED", HiddenDataset.hide(targets))) {
                StringBuilder moves = new StringBuilder();
                targets.forEach(target -> moves.append("UPDATE catalog.datasets SET record_id = '%s' WHERE id = '%s';"
                        .formatted(target.recordId(), target.id())));
                rig.commit(moves.toString());
                return rig.commit(hiding, datasets);
            }
        }
    },
    OLD_SNAPSHOT("REPEATABLE READ, with a snapshot older than the dataset") {
        @Override
        long hide(RevocationRig rig, List<HiddenDataset> datasets) throws SQLException {
            rig.commit(HiddenDataset.insertRecords(datasets));
            try (Connection hiding = begin(rig, "REPEATABLE READ", "SELECT count(*) FROM catalog.datasets")) {
                rig.commit(HiddenDataset.insertDatasets(datasets));
                rig.awaitGranted(datasets);
                try (Statement statement = hiding.createStatement()) {
                    statement.execute(HiddenDataset.hide(datasets));
                }
                return rig.commit(hiding, datasets);
            }
        }
    },
    DISABLED_AND_BACK("triggers disabled, hide, enabled, in separate transactions") {
        @Override
        long hide(RevocationRig rig, List<HiddenDataset> datasets) throws SQLException {
            rig.addPublic(datasets);
            rig.commit(DISABLE);
            long committedAt = rig.commit(HiddenDataset.hide(datasets));
            rig.commit(ENABLE);
            return committedAt;
        }
    },
    UNINSTALLED_AND_BACK("triggers uninstalled, hide, installed") {
        @Override
        long hide(RevocationRig rig, List<HiddenDataset> datasets) throws SQLException {
            rig.addPublic(datasets);
            rig.script("invalidation-uninstall.sql");
            long committedAt = rig.commit(HiddenDataset.hide(datasets));
            rig.script("invalidation.sql");
            return committedAt;
        }
    },
    DISABLED_WITHIN("disable, hide and enable within one transaction") {
        @Override
        long hide(RevocationRig rig, List<HiddenDataset> datasets) throws SQLException {
            rig.addPublic(datasets);
            return rig.commit(DISABLE + HiddenDataset.hide(datasets) + ";" + ENABLE);
        }
    },
    RESTORED("disable all, hide and enable all within one transaction, as pg_restore does") {
        @Override
        long hide(RevocationRig rig, List<HiddenDataset> datasets) throws SQLException {
            rig.addPublic(datasets);
            return rig.commit("ALTER TABLE catalog.records DISABLE TRIGGER ALL;" + HiddenDataset.hide(datasets)
                    + ";ALTER TABLE catalog.records ENABLE TRIGGER ALL");
        }

        @Override
        void restore(RevocationRig rig) throws SQLException {
            rig.script("invalidation.sql");
        }
    },
    REPLICA_ROLE("session_replication_role = replica") {
        @Override
        long hide(RevocationRig rig, List<HiddenDataset> datasets) throws SQLException {
            rig.addPublic(datasets);
            return rig.commit("SET LOCAL session_replication_role = replica;" + HiddenDataset.hide(datasets));
        }
    },
    REPLICATED("rows applied by logical replication") {
        @Override
        long hide(RevocationRig rig, List<HiddenDataset> datasets) throws SQLException {
            addReplicated(rig, datasets);
            return rig.commitAtOrigin(HiddenDataset.hide(datasets), () -> rig.noneIsPublic(datasets));
        }
    },
    REPLICATED_TRUNCATE("TRUNCATE applied by logical replication") {
        @Override
        long hide(RevocationRig rig, List<HiddenDataset> datasets) throws SQLException {
            rig.commit("ALTER TABLE catalog.datasets DROP CONSTRAINT IF EXISTS datasets_record_id_fkey");
            addReplicated(rig, datasets);
            return rig.commitAtOrigin("TRUNCATE catalog.records", () -> rig.noneIsPublic(datasets));
        }
    },
    ROWS_FILTERED("row-level security enabled, which hides all rows") {
        @Override
        long hide(RevocationRig rig, List<HiddenDataset> datasets) throws SQLException {
            rig.addPublic(datasets);
            return rig.commit("ALTER TABLE catalog.records ENABLE ROW LEVEL SECURITY");
        }

        @Override
        void restore(RevocationRig rig) throws SQLException {
            rig.commit("ALTER TABLE catalog.records DISABLE ROW LEVEL SECURITY");
        }
    },
    VALUE_RENAMED("value of an enum type renamed") {
        @Override
        long hide(RevocationRig rig, List<HiddenDataset> datasets) throws SQLException {
            changeType(
                    rig,
                    "CREATE TYPE catalog.kind AS ENUM ('public', 'internal', 'restricted', 'private')",
                    "catalog.kind");
            rig.awaitUsable();
            rig.addPublic(datasets);
            return rig.commit("ALTER TYPE catalog.kind RENAME VALUE 'public' TO 'open'");
        }

        @Override
        void restore(RevocationRig rig) throws SQLException {
            changeType(rig, "SELECT 1", "text");
            rig.commit(
                    "UPDATE catalog.records SET visibility = 'public' WHERE visibility = 'open'; DROP TYPE catalog.kind");
        }

        /** Drops the triggers first: Postgres does not alter the type of a column that a trigger uses. */
        private void changeType(RevocationRig rig, String before, String type) throws SQLException {
            rig.script("invalidation-uninstall.sql");
            rig.commit(before + ";ALTER TABLE catalog.records ALTER visibility TYPE " + type
                    + " USING visibility::text::" + type);
            rig.script("invalidation.sql");
        }
    },
    TABLE_REPLACED("table replaced by another of its name") {
        @Override
        long hide(RevocationRig rig, List<HiddenDataset> datasets) throws SQLException {
            rig.commit("ALTER TABLE catalog.datasets DROP CONSTRAINT IF EXISTS datasets_record_id_fkey");
            rig.addPublic(datasets);
            return rig.commit("""
                    ALTER TABLE catalog.records RENAME TO "records %s";
                    CREATE TABLE catalog.records (LIKE catalog."records %1$s" INCLUDING ALL);
                    GRANT SELECT ON catalog.records TO download_token_service""".formatted(UUID.randomUUID()));
        }

        @Override
        void restore(RevocationRig rig) throws SQLException {
            rig.script("invalidation.sql");
        }
    };

    private static final String DISABLE = "ALTER TABLE catalog.records DISABLE TRIGGER USER;";

    /** Enables the triggers of any version. */
    private static final String ENABLE = """
            DO $$ DECLARE name text; BEGIN
              FOR name IN SELECT tgname FROM pg_trigger
                           WHERE tgrelid = 'catalog.records'::regclass AND tgname LIKE 'download_token_%' LOOP
                EXECUTE format('ALTER TABLE catalog.records ENABLE ALWAYS TRIGGER %I', name);
              END LOOP;
            END $$""";

    private final String title;

    HideSituation(String title) {
        this.title = title;
    }

    /** Adds these public datasets, and hides them once they are granted. Returns the time of the commit. */
    abstract long hide(RevocationRig rig, List<HiddenDataset> datasets) throws SQLException;

    /** Restores the triggers, types and row-level security that the next situation needs. */
    void restore(RevocationRig rig) throws SQLException {}

    @Override
    public String toString() {
        return title;
    }

    private static Connection begin(RevocationRig rig, String isolation, String sql) throws SQLException {
        Connection connection = rig.catalog().connect();
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET TRANSACTION ISOLATION LEVEL " + isolation);
            statement.execute(sql);
        }
        return connection;
    }

    private static void addReplicated(RevocationRig rig, List<HiddenDataset> datasets) throws SQLException {
        rig.commitAtOrigin(HiddenDataset.insertRecords(datasets), () -> !rig.noneIsPublic(datasets));
        rig.commit(HiddenDataset.insertDatasets(datasets));
        rig.awaitGranted(datasets);
    }
}
