package org.downloadtoken.testing;

import java.util.Locale;
import java.util.UUID;
import org.downloadtoken.demo.DemoCogs;

/** Adds datasets to the shared catalog, each with a new id. */
public final class Rasters {
    private Rasters() {}

    /** Adds a published dataset of the owner with the demo's file. */
    public static UUID add(String visibility) {
        return add(visibility, "raster_dataset", "local", DemoCogs.KEY);
    }

    /** Adds a public dataset with another file. */
    public static UUID withFile(String key) {
        return add("public", "raster_dataset", "local", key);
    }

    public static UUID add(String visibility, String recordType, String backend, String uri) {
        UUID datasetId = withoutAsset(visibility, recordType);
        addAsset(datasetId, uri, backend);
        return datasetId;
    }

    /** Adds a local file to a dataset that has none. */
    public static void addAsset(UUID datasetId, String key) {
        addAsset(datasetId, key, "local");
    }

    private static void addAsset(UUID datasetId, String uri, String backend) {
        RunningService.catalog().execute("""
                INSERT INTO catalog.raster_assets (dataset_id, asset_uri, storage_backend, size_bytes)
                VALUES ('%s', '%s', '%s', 7)""".formatted(datasetId, uri, backend));
    }

    public static UUID withoutAsset(String visibility, String recordType) {
        UUID datasetId = UUID.randomUUID();
        RunningService.catalog().execute("""
                INSERT INTO catalog.records (id, title, visibility, record_status, record_type, created_by)
                VALUES ('%1$s', 'Île de Ré: %% "résumé"', '%2$s', 'published', '%3$s',
                        'a0000000-0000-4000-8000-000000000002');
                INSERT INTO catalog.datasets (id, record_id) VALUES ('%1$s', '%1$s')""".formatted(datasetId, visibility, recordType.toLowerCase(Locale.ROOT)));
        return datasetId;
    }

    public static void change(UUID datasetId, String assignment) {
        RunningService.catalog()
                .execute("UPDATE catalog.records SET %s WHERE id = '%s'".formatted(assignment, datasetId));
    }
}
