package org.downloadtoken.testing.revocation;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;

/** A dataset that alternates between public and private, and the history of its visibility. */
public final class ChangingDataset {
    private final UUID id = UUID.randomUUID();
    private final VisibilityHistory history = new VisibilityHistory();
    private boolean visible;

    public UUID id() {
        return id;
    }

    public VisibilityHistory history() {
        return history;
    }

    /** The SQL that adds the dataset as private. */
    public String insert() {
        return """
                INSERT INTO catalog.records (id, title, visibility, record_status, record_type, created_by)
                VALUES ('%1$s', 'changes', 'private', 'published', 'raster_dataset',
                        'a0000000-0000-4000-8000-000000000002');
                INSERT INTO catalog.datasets (id, record_id) VALUES ('%1$s', '%1$s')""".formatted(id);
    }

    /** Toggles the visibility. Returns true if the dataset is public now. */
    public boolean change(Connection connection) throws SQLException {
        long sentAt = System.nanoTime();
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("UPDATE catalog.records SET visibility = '%s' WHERE id = '%s'"
                    .formatted(visible ? "private" : "public", id));
        } catch (SQLException e) {
            history.failed(sentAt);
            throw e;
        }
        visible = !visible;
        history.changed(sentAt, System.nanoTime(), visible);
        return visible;
    }
}
