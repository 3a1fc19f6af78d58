package org.downloadtoken.testing.revocation;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.downloadtoken.testing.Metrics;
import org.downloadtoken.testing.PlainClient;
import org.downloadtoken.testing.RunningService;
import org.downloadtoken.testing.catalog.PostgresServer;
import org.downloadtoken.testing.program.ServiceProcess;
import org.jspecify.annotations.Nullable;

/**
 * Two instances with two event loops each, which use notifications of a separate Postgres. That Postgres also receives rows by
 * logical replication from another database of the same server, the origin.
 */
public final class RevocationRig implements AutoCloseable {
    public static final Map<String, String> SETTINGS = Map.of(
            "PUBLIC_CACHE_TTL_MS", "60000",
            "PUBLIC_CACHE_INVALIDATION", "notify",
            "PUBLIC_DOWNLOADS", "open",
            "EVENT_LOOPS", "2");

    private final PostgresServer catalog;
    private final List<ServiceProcess> instances = new ArrayList<>();
    private final List<PlainClient> connections;
    private @Nullable RevocationProbe probe;
    private double hitsBefore;

    /** A condition on the committed state of the catalog. */
    @FunctionalInterface
    public interface Condition {
        boolean holds() throws SQLException;
    }

    public RevocationRig(Path directory) throws SQLException {
        Map<String, String> environment =
                RunningService.environment(SETTINGS); // this call unpacks the binaries of Postgres
        catalog = PostgresServer.start(directory.resolve("catalog"));
        script("invalidation.sql");
        replicate();
        environment.put("POSTGRES_HOST", "127.0.0.1");
        environment.put("POSTGRES_PORT", String.valueOf(catalog.port()));
        for (int i = 0; i < 2; i++) {
            instances.add(new ServiceProcess(directory, environment));
        }
        connections = RevocationProbe.connections(
                instances.stream().map(ServiceProcess::port).toList());
    }

    /**
     * Hides datasets that every event loop has cached. Sends requests until all refuse the datasets for longer than promised.
     *
     * @return for each dataset, when the last granted request was sent, in milliseconds after the commit
     */
    public List<Long> hide(HideSituation situation, int number) throws SQLException {
        List<HiddenDataset> datasets = HiddenDataset.some(number);
        awaitUsable();
        hitsBefore = hits();
        try (RevocationProbe probing = new RevocationProbe(datasets, connections)) {
            probe = probing;
            long committedAt = situation.hide(this, datasets);
            List<Long> last = probing.awaitRefused(committedAt + TimeUnit.MILLISECONDS.toNanos(600));
            assertTrue(hits() - hitsBefore >= number * connections.size(), "nothing was cached");
            return last.stream()
                    .map(at -> Math.max(0, TimeUnit.NANOSECONDS.toMillis(at - committedAt)))
                    .toList();
        } finally {
            probe = null;
            situation.restore(this);
        }
    }

    public PostgresServer catalog() {
        return catalog;
    }

    /** Inserts datasets with their records, and waits until they are cached. */
    public void addPublic(List<HiddenDataset> datasets) throws SQLException {
        commit(HiddenDataset.insertRecords(datasets) + ";" + HiddenDataset.insertDatasets(datasets));
        awaitGranted(datasets);
    }

    /** Waits until every event loop has cached the datasets. */
    public void awaitGranted(List<HiddenDataset> datasets) {
        if (probe == null) {
            throw new IllegalStateException("no probe requests " + datasets);
        }
        probe.awaitGranted();
        int expected = datasets.size() * connections.size();
        for (int attempt = 0; hits() - hitsBefore < expected; attempt++) {
            assertTrue(attempt < 500, "the datasets are not cached");
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    /** Runs statements in one transaction. Returns the time at which the commit was acknowledged. */
    public long commit(String sql) throws SQLException {
        try (Connection connection = catalog.connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute(sql);
            connection.commit();
            return System.nanoTime();
        }
    }

    /** Commits the open transaction once every event loop has cached these datasets. */
    public long commit(Connection connection, List<HiddenDataset> datasets) throws SQLException {
        awaitGranted(datasets);
        connection.commit();
        return System.nanoTime();
    }

    /** Runs a statement at the origin, and waits for its replication. Returns the last time at which it was not visible. */
    public long commitAtOrigin(String sql, Condition replicated) throws SQLException {
        try (Connection connection = origin();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        long notYetAt = System.nanoTime();
        while (!replicated.holds()) {
            assertTrue(System.nanoTime() - deadline < 0, () -> "not replicated: " + sql);
            ServiceProcess.pause(1);
            notYetAt = System.nanoTime();
        }
        return notYetAt;
    }

    public boolean noneIsPublic(List<HiddenDataset> datasets) throws SQLException {
        try (Connection connection = catalog.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT count(*) FROM catalog.records WHERE visibility = 'public' AND id IN ("
                                + HiddenDataset.recordIds(datasets) + ")")) {
            rows.next();
            return rows.getLong(1) == 0;
        }
    }

    /** Runs a script of conf/sql. */
    public void script(String name) {
        try {
            catalog.execute(Files.readString(Path.of("conf", "sql", name)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        instances.forEach(ServiceProcess::close);
        catalog.close();
    }

    private void replicate() throws SQLException {
        catalog.execute("CREATE DATABASE origin TEMPLATE postgres");
        try (Connection connection = origin();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE PUBLICATION records FOR TABLE catalog.records;"
                    + "ALTER TABLE catalog.datasets DROP CONSTRAINT datasets_record_id_fkey");
            statement.execute("SELECT pg_create_logical_replication_slot('records', 'pgoutput')");
        }
        catalog.execute("CREATE SUBSCRIPTION records CONNECTION 'host=127.0.0.1 port=%d dbname=origin user=postgres'"
                        .formatted(catalog.port())
                + " PUBLICATION records WITH (create_slot = false, copy_data = false)");
    }

    private Connection origin() throws SQLException {
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + catalog.port() + "/origin?user=postgres");
    }

    /** Waits until both instances have a lease. */
    public void awaitUsable() {
        for (int attempt = 0; !allUsable(); attempt++) {
            assertTrue(attempt < 1_000, () -> "not usable: " + instances.get(0).output());
            ServiceProcess.pause(20);
        }
    }

    private boolean allUsable() {
        return instances.stream().allMatch(instance -> metrics(instance).contains("public_dataset_cache_usable 1.0"));
    }

    private double hits() {
        return instances.stream()
                .mapToDouble(instance -> new Metrics(instance.managementPort())
                        .sum("public_dataset_cache_requests_total", "result", "hit"))
                .sum();
    }

    private static String metrics(ServiceProcess instance) {
        return new PlainClient(instance.managementPort())
                .request("GET", "/metrics")
                .body();
    }
}
