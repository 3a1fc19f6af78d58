package org.downloadtoken.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.downloadtoken.testing.RunningService;
import org.downloadtoken.testing.catalog.PostgresServer;
import org.downloadtoken.testing.program.Daemon;
import org.downloadtoken.testing.program.Nginx;
import org.downloadtoken.testing.program.ServiceProcess;
import org.downloadtoken.testing.program.Tool;

/** Instances behind nginx under constant load, with a separate Postgres whose data changes. */
final class ChaosRig implements AutoCloseable {
    private static final long WARM_UP_MS = 5_000;
    private static final long TO_RECOVER_MS = 2_500;

    private final Path directory;
    private final String name;
    private final ChaosReport report;
    private final int otherCatalogPort = Daemon.freePort();
    private final List<ServiceProcess> instances;
    private final Nginx nginx;
    private final ChaosChanges changes;
    private final ChaosLoad load;
    private volatile PostgresServer catalog;

    /** The fault of a phase. */
    @FunctionalInterface
    interface Fault {
        void happen() throws Exception;
    }

    /** Starts the instances that nginx uses. */
    @FunctionalInterface
    interface Instances {
        List<ServiceProcess> start(Map<String, String> environment);
    }

    /**
     * Starts all processes, with two instances.
     *
     * @param boundMillis how long the state before a change may still be granted, in milliseconds
     */
    ChaosRig(Path directory, String name, Map<String, String> settings, int boundMillis) throws IOException {
        this(
                directory,
                name,
                boundMillis,
                catalog -> Stream.generate(() ->
                                new ServiceProcess(directory, RunningService.environment(with(settings, catalog))))
                        .limit(2)
                        .toList());
    }

    /**
     * Starts all processes.
     *
     * @param starter starts the instances with these settings of the catalog
     */
    ChaosRig(Path directory, String name, int boundMillis, Instances starter) throws IOException {
        this.directory = directory;
        this.name = name;
        this.report = new ChaosReport("`" + name + "`");
        Tool.NGINX.require();
        RunningService.catalog(); // this call unpacks the binaries of Postgres
        this.catalog = PostgresServer.start(directory.resolve("one"));
        catalog.execute(Files.readString(Path.of("conf", "sql", "invalidation.sql")));
        this.instances = starter.start(Map.of(
                "POSTGRES_HOST", "127.0.0.1,127.0.0.1",
                "POSTGRES_PORT", catalog.port() + "," + otherCatalogPort,
                "EVENT_LOOPS", "1"));
        this.nginx = balancer(directory, instances);
        this.changes = new ChaosChanges(() -> catalog, boundMillis);
        this.load = new ChaosLoad(nginx.port(), changes, boundMillis);
        ServiceProcess.pause(WARM_UP_MS);
        changes.pause(true);
        load.result();
        changes.revocations();
        changes.pause(false);
    }

    /** The current Postgres. */
    PostgresServer catalog() {
        return catalog;
    }

    List<ServiceProcess> instances() {
        return instances;
    }

    /** Moves the catalog to another server on the second port of the settings. */
    void failOver() {
        catalog.stop("fast");
        PostgresServer promoted = catalog.copyTo(directory.resolve("other"), otherCatalogPort);
        promoted.start();
        catalog = promoted;
    }

    /** Causes a fault, and reports the phase until recovery. Fails if a response was wrong. */
    ChaosLoad.Result phase(String phase, Fault fault) throws Exception {
        fault.happen();
        long endedAt = catalogAnswersAt();
        ServiceProcess.pause(TO_RECOVER_MS);
        changes.pause(true);
        ChaosLoad.Result result = load.result();
        int revocations = changes.revocations();
        changes.pause(false);
        report.add(
                phase,
                result,
                revocations,
                result.lastUnavailableAt() == 0
                        ? 0
                        : Math.max(0, TimeUnit.NANOSECONDS.toMillis(result.lastUnavailableAt() - endedAt)));
        assertEquals(List.of(), result.wrong(), phase);
        assertTrue(result.requests() > result.unavailable(), phase);
        return result;
    }

    @Override
    public void close() throws IOException {
        load.close();
        changes.close();
        nginx.close();
        instances.forEach(ServiceProcess::close);
        catalog.close();
        report.write(name);
    }

    /** The time at which Postgres answers another client. */
    private long catalogAnswersAt() {
        while (true) {
            try (Connection connection = catalog.connect();
                    Statement statement = connection.createStatement()) {
                statement.execute("SELECT count(*) FROM catalog.records");
                return System.nanoTime();
            } catch (SQLException notYet) {
                ServiceProcess.pause(5);
            }
        }
    }

    private static Map<String, String> with(Map<String, String> settings, Map<String, String> others) {
        Map<String, String> all = new HashMap<>(settings);
        all.putAll(others);
        return all;
    }

    private static Nginx balancer(Path directory, List<ServiceProcess> instances) throws IOException {
        String servers = instances.stream()
                .map(instance -> "server 127.0.0.1:" + instance.port() + " max_fails=0;")
                .collect(Collectors.joining(" "));
        return Nginx.start(Files.createDirectory(directory.resolve("nginx")), """
                upstream instances { %s keepalive 32; }
                server {
                  listen 127.0.0.1:PORT;
                  location / {
                    proxy_pass http://instances;
                    proxy_http_version 1.1;
                    proxy_set_header Connection "";
                    proxy_next_upstream error timeout non_idempotent;
                    proxy_connect_timeout 1s;
                    proxy_read_timeout 3s;
                  }
                }
                """.formatted(servers));
    }
}
