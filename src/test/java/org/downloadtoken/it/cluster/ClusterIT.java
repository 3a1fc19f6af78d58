package org.downloadtoken.it.cluster;

import static org.downloadtoken.testing.RunningService.catalog;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.downloadtoken.DownloadTokenService;
import org.downloadtoken.demo.DemoDataset;
import org.downloadtoken.demo.DemoUser;
import org.downloadtoken.testing.ApiClient;
import org.downloadtoken.testing.Metrics;
import org.downloadtoken.testing.PlainClient;
import org.downloadtoken.testing.RunningService;
import org.downloadtoken.testing.Tokens;
import org.downloadtoken.testing.cluster.LocalCluster;
import org.downloadtoken.testing.program.ServiceProcess;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Edges without a database, and access nodes, as members of a cluster with mutual TLS. */
class ClusterIT {
    private static final UUID PUBLIC = DemoDataset.PUBLIC.id();

    @TempDir
    Path directory;

    private final List<DownloadTokenService> started = new ArrayList<>();
    private final Map<Integer, ApiClient> clients = new HashMap<>();
    private final Map<Integer, PlainClient> management = new HashMap<>();
    private LocalCluster cluster;

    @BeforeAll
    static void install() throws IOException {
        catalog().execute(Files.readString(Path.of("conf", "sql", "invalidation.sql")));
    }

    @AfterAll
    static void uninstall() throws IOException {
        catalog().execute(Files.readString(Path.of("conf", "sql", "invalidation-uninstall.sql")));
    }

    @BeforeEach
    void create() {
        cluster = new LocalCluster(directory);
    }

    @AfterEach
    void stop() {
        started.forEach(RunningService::stop);
    }

    @Test
    void edgeMintsByTheDecisionsOfAnAccessNode() {
        start(cluster.accessNode());
        ApiClient edge = client(startEdge());

        assertEquals(200, edge.mint(PUBLIC).status());
        assertEquals(404, edge.mint(DemoDataset.PRIVATE.id()).status());
        assertEquals(
                200,
                edge.mintAs(Tokens.session(DemoUser.OWNER), DemoDataset.PRIVATE.id())
                        .status());
        assertEquals(401, edge.mintAs("a.b.c", PUBLIC).status());
    }

    @Test
    void edgeStartsOnceAnAccessNodeAnswers() {
        DownloadTokenService edge = RunningService.create(cluster.edge());
        started.add(edge);
        var starting = edge.start();
        await(() -> edge.managementPort() > 0);
        assertEquals(503, readiness(edge));
        assertFalse(starting.isComplete());

        start(cluster.accessNode());

        await(starting::succeeded);
        assertEquals(200, readiness(edge));
        assertEquals(200, client(edge).mint(PUBLIC).status());
    }

    @Test
    void requestsAreRefusedWhileNoAccessNodeAnswersAndGrantedAfterwards() {
        DownloadTokenService access = start(cluster.accessNode());
        DownloadTokenService edge = startEdge();
        RunningService.stop(access);
        await(() -> readiness(edge) == 503);

        long sentAt = System.nanoTime();
        assertEquals(503, client(edge).mint(PUBLIC).status());
        assertTrue(System.nanoTime() - sentAt < TimeUnit.SECONDS.toNanos(2));

        start(cluster.accessNode());
        await(() -> readiness(edge) == 200);
        assertEquals(200, client(edge).mint(PUBLIC).status());
    }

    @Test
    void nodeThatLeavesFailsNoRequest() {
        DownloadTokenService leaving = start(with(cluster.accessNode(), "DRAIN_SECONDS", "1"));
        start(cluster.accessNode());
        DownloadTokenService edge = startEdge();
        await(() -> value(edge, "cluster_access_nodes") == 2);
        ApiClient client = client(edge);
        var stopped = leaving.close();

        for (long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(3); System.nanoTime() - until < 0; ) {
            assertEquals(404, client.mint(UUID.randomUUID()).status());
        }
        await(stopped::isComplete);
        assertEquals(1, value(edge, "cluster_access_nodes"));
    }

    @Test
    void hiddenDatasetIsRefusedByEachEdge() throws InterruptedException {
        start(cluster.accessNode());
        List<DownloadTokenService> edges = List.of(startEdge(), startEdge());
        edges.forEach(edge -> awaitCached(edge));
        try {
            catalog().execute("UPDATE catalog.records SET visibility = 'private' WHERE title LIKE 'Coast%'");
            TimeUnit.MILLISECONDS.sleep(450);

            edges.forEach(edge -> assertEquals(404, client(edge).mint(PUBLIC).status()));
        } finally {
            catalog().execute("UPDATE catalog.records SET visibility = 'public' WHERE title LIKE 'Coast%'");
        }
    }

    @Test
    void memberWithBothRolesAsksItself() {
        DownloadTokenService both = start(cluster.member("edge,access"));
        start(cluster.accessNode());
        await(() -> value(both, "cluster_access_nodes") == 2);
        double before = value(both, "dataset_access_batch_size_sum");

        for (int i = 0; i < 10; i++) {
            assertEquals(404, client(both).mint(UUID.randomUUID()).status());
        }
        assertEquals(10, value(both, "dataset_access_batch_size_sum") - before);
    }

    private DownloadTokenService startEdge() {
        DownloadTokenService edge = start(with(cluster.edge(), "PUBLIC_CACHE_TTL_MS", "60000"));
        await(() -> readiness(edge) == 200);
        return edge;
    }

    private DownloadTokenService start(Map<String, String> settings) {
        DownloadTokenService service = RunningService.start(settings);
        started.add(service);
        return service;
    }

    private static Map<String, String> with(Map<String, String> settings, String name, String value) {
        Map<String, String> all = new HashMap<>(settings);
        all.put(name, value);
        return all;
    }

    private void awaitCached(DownloadTokenService edge) {
        await(() -> {
            double hits =
                    new Metrics(edge.managementPort()).sum("public_dataset_cache_requests_total", "result", "hit");
            client(edge).mint(PUBLIC);
            return hits > 4;
        });
    }

    private static double value(DownloadTokenService service, String metric) {
        return new Metrics(service.managementPort()).value(metric);
    }

    private ApiClient client(DownloadTokenService edge) {
        return clients.computeIfAbsent(edge.port(), ApiClient::new);
    }

    private int readiness(DownloadTokenService service) {
        return management
                .computeIfAbsent(service.managementPort(), PlainClient::new)
                .request("GET", "/health/ready")
                .status();
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() - deadline < 0, "not within 30 s");
            ServiceProcess.pause(50);
        }
    }
}
