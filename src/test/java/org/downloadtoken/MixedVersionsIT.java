package org.downloadtoken;

import static org.downloadtoken.testing.RunningService.catalog;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.downloadtoken.access.wire.WireVersions;
import org.downloadtoken.config.ServiceConfig;
import org.downloadtoken.config.source.ConfigSource;
import org.downloadtoken.demo.DemoDataset;
import org.downloadtoken.pages.Pages;
import org.downloadtoken.testing.ApiClient;
import org.downloadtoken.testing.Metrics;
import org.downloadtoken.testing.RunningService;
import org.downloadtoken.testing.cluster.LocalCluster;
import org.downloadtoken.testing.program.ServiceProcess;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A rolling upgrade: members whose messages have this version, and members that have the next one too. */
class MixedVersionsIT {
    private static final WireVersions OLD = new WireVersions(1, 1);
    private static final WireVersions NEW = new WireVersions(1, 2);
    private static final WireVersions NEWEST = new WireVersions(2, 3);

    @TempDir
    Path directory;

    private final List<DownloadTokenService> started = new ArrayList<>();
    private LocalCluster cluster;

    @BeforeEach
    void create() {
        catalog();
        cluster = new LocalCluster(directory);
    }

    @AfterEach
    void stop() {
        started.forEach(RunningService::stop);
    }

    @Test
    void rollingUpgradeRefusesNothing() {
        DownloadTokenService oldNode = start(cluster.accessNode(), OLD);
        ApiClient oldEdge = edge(OLD);
        assertDecides(oldEdge);

        start(cluster.accessNode(), NEW);
        assertDecides(oldEdge);
        RunningService.stop(oldNode);
        assertDecides(oldEdge);

        assertDecides(edge(NEW));
        assertDecides(oldEdge);
    }

    @Test
    void newEdgeAsksAnOldAccessNode() {
        start(cluster.accessNode(), OLD);

        assertDecides(edge(NEW));
    }

    @Test
    void versionsWithoutACommonOneDoNotTalk() {
        start(cluster.accessNode(), OLD);
        DownloadTokenService edge = create(cluster.edge(), NEWEST);
        var starting = edge.start();
        ServiceProcess.pause(3_000);

        assertFalse(starting.isComplete());

        assertEquals(0, new Metrics(edge.managementPort()).value("cluster_access_nodes"));
    }

    private void assertDecides(ApiClient edge) {
        for (int i = 0; i < 20; i++) {
            assertEquals(404, edge.mint(UUID.randomUUID()).status());
            assertEquals(200, edge.mint(DemoDataset.PUBLIC.id()).status());
        }
    }

    private ApiClient edge(WireVersions versions) {
        DownloadTokenService edge = start(cluster.edge(), versions);
        return new ApiClient(edge.port());
    }

    private DownloadTokenService start(Map<String, String> settings, WireVersions versions) {
        DownloadTokenService service = create(settings, versions);
        service.start().toCompletionStage().toCompletableFuture().join();
        return service;
    }

    private DownloadTokenService create(Map<String, String> settings, WireVersions versions) {
        DownloadTokenService service = new DownloadTokenService(
                ServiceConfig.from(ConfigSource.load(RunningService.environment(settings))),
                Clock.systemUTC(),
                Pages.NONE,
                versions);
        started.add(service);
        return service;
    }
}
