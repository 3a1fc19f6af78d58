package org.downloadtoken.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.downloadtoken.testing.RunningService;
import org.downloadtoken.testing.cluster.LocalCluster;
import org.downloadtoken.testing.program.PausedProcess;
import org.downloadtoken.testing.program.ServiceProcess;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills, pauses and starts the access nodes and the edges of a cluster. */
class ClusterChaos {
    private static final int BOUND_MS = 500;

    /** As many as the clients of the load: each has one request in flight. */
    private static final int IN_FLIGHT = 8;

    @TempDir
    Path directory;

    private final List<ServiceProcess> accessNodes = new ArrayList<>();

    @AfterEach
    void close() {
        accessNodes.forEach(ServiceProcess::close);
    }

    @Test
    void whateverHappensToTheMembersNoAnswerIsWrong() throws Exception {
        try (ChaosRig rig = new ChaosRig(directory, "cluster", BOUND_MS, this::start)) {
            List<ServiceProcess> edges = rig.instances();
            ServiceProcess joining = edges.get(2);
            joining.kill();
            rig.phase("nothing", () -> ServiceProcess.pause(8_000));
            for (ServiceProcess node : accessNodes) {
                ChaosLoad.Result killed = rig.phase("an access node killed, and started after 4 s", () -> {
                    node.kill();
                    ServiceProcess.pause(4_000);
                    node.start();
                });
                assertTrue(killed.unavailable() <= IN_FLIGHT, killed::toString);
            }
            for (ServiceProcess node : accessNodes) {
                rig.phase("an access node paused for 5 s", () -> PausedProcess.pause(node.process(), 5_000));
            }
            rig.phase("an access node restarted", () -> accessNodes.get(0).restart());
            rig.phase("both access nodes killed, and started after 3 s", () -> {
                accessNodes.forEach(ServiceProcess::kill);
                ServiceProcess.pause(3_000);
                accessNodes.forEach(ServiceProcess::start);
            });
            rig.phase(
                    "an edge paused for 5 s",
                    () -> PausedProcess.pause(edges.get(0).process(), 5_000));
            rig.phase("an edge joins", joining::start);
            rig.phase("an edge killed, and started", () -> {
                edges.get(1).kill();
                edges.get(1).start();
            });
            rig.phase("access nodes paused and killed at random for 30 s", this::disturb);
            rig.phase("Postgres frozen for 5 s", () -> {
                rig.catalog().freeze();
                ServiceProcess.pause(5_000);
                rig.catalog().thaw();
            });
            for (ServiceProcess edge : edges) {
                assertEquals(List.of(), errors(edge));
            }
        }
    }

    /** The errors that the service has logged. Hazelcast logs errors of its own when a member is away. */
    private static List<String> errors(ServiceProcess process) {
        return process.output()
                .lines()
                .filter(line -> line.contains("Z ERROR ") && !line.contains("[download-token-service]"))
                .toList();
    }

    private List<ServiceProcess> start(Map<String, String> catalog) {
        LocalCluster cluster = new LocalCluster(directory);
        for (int i = 0; i < 2; i++) {
            Map<String, String> settings = new HashMap<>(cluster.accessNode());
            settings.putAll(catalog);
            settings.put("DRAIN_SECONDS", "1");
            accessNodes.add(new ServiceProcess(directory, RunningService.environment(settings)));
        }
        List<ServiceProcess> edges = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Map<String, String> settings = new HashMap<>(cluster.edge());
            settings.putAll(Map.of("PUBLIC_CACHE_TTL_MS", "60000", "EVENT_LOOPS", "1"));
            edges.add(new ServiceProcess(directory, RunningService.environment(settings)));
        }
        return edges;
    }

    private void disturb() {
        Random random = new Random(1);
        for (long until = System.nanoTime() + 30_000_000_000L; System.nanoTime() - until < 0; ) {
            ServiceProcess node = accessNodes.get(random.nextInt(accessNodes.size()));
            if (random.nextBoolean()) {
                PausedProcess.pause(node.process(), random.nextInt(1_500));
            } else {
                node.kill();
                node.start();
            }
        }
    }
}
