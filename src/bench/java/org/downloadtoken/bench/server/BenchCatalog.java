package org.downloadtoken.bench.server;

import java.io.IOException;
import java.util.Map;
import org.downloadtoken.demo.EmbeddedCatalog;

/**
 * A catalog of a million datasets, and a catalog of a thousand datasets in the schema "small". A dataset id consists of a letter
 * and a number: a for public datasets, f for private datasets of the owner.
 */
public final class BenchCatalog implements AutoCloseable {
    /** The file of the first public dataset, below DOWNLOAD_ROOT. */
    public static final String LARGE_FILE = "large.tif";

    private static final int PUBLIC = 999_000;
    private static final int PRIVATE = 1_000;

    private final EmbeddedCatalog catalog = EmbeddedCatalog.start();

    public BenchCatalog() throws IOException {
        catalog.execute("""
                CREATE SCHEMA small;
                DO $$ DECLARE t text; BEGIN
                  FOREACH t IN ARRAY ARRAY['users','roles','user_roles','api_keys','records','datasets','dataset_grants',
                    'raster_assets']
                  LOOP
                    EXECUTE format('CREATE TABLE small.%1$I (LIKE catalog.%1$I INCLUDING ALL)', t);
                    EXECUTE format('INSERT INTO small.%1$I SELECT * FROM catalog.%1$I', t);
                  END LOOP;
                END $$;
                GRANT USAGE ON SCHEMA small TO download_token_service;
                GRANT SELECT ON ALL TABLES IN SCHEMA small TO download_token_service;
                """);
        datasets("catalog", "public", 'a', PUBLIC);
        datasets("catalog", "private", 'f', PRIVATE);
        datasets("small", "private", 'f', PRIVATE);
        catalog.execute("INSERT INTO catalog.raster_assets (dataset_id, asset_uri) VALUES ('%s', '%s')"
                .formatted(idFormat('a').formatted(1), LARGE_FILE));
        catalog.execute("VACUUM ANALYZE");
        Cores.pin(catalog.pid(), Cores.LOAD);
    }

    /** The format of a dataset id with the number of the dataset as its argument. */
    public static String idFormat(char kind) {
        return kind + "0000000-0000-4000-8000-%012x";
    }

    public int port() {
        return catalog.port();
    }

    /** The CPU time of all processes of Postgres, in microseconds. */
    public double cpuMicros() throws IOException {
        return ProcessCpu.microsWithChildren(catalog.pid());
    }

    Map<String, String> settings() {
        return catalog.settings();
    }

    @Override
    public void close() {
        catalog.close();
    }

    private void datasets(String schema, String visibility, char kind, int number) {
        catalog.execute("""
                WITH ids AS (SELECT (format('%3$s0000000-0000-4000-8000-%%s', lpad(to_hex(i), 12, '0')))::uuid AS id
                               FROM generate_series(1, %4$d) AS i),
                     new AS (INSERT INTO %1$s.records (id, title, visibility, record_status, created_by)
                             SELECT id, 'bench', '%2$s', 'published', 'a0000000-0000-4000-8000-000000000002' FROM ids)
                INSERT INTO %1$s.datasets (id, record_id) SELECT id, id FROM ids
                """.formatted(schema, visibility, kind, number));
    }
}
