package org.downloadtoken.access.cluster;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.downloadtoken.access.cluster.SimulatedProcess.Faults;
import org.downloadtoken.access.invalidation.Invalidations;
import org.junit.jupiter.api.Test;

/** Edges and access nodes in simulated time, while processes are paused, killed and started, and messages are delayed and lost. */
class LeaseSimulationTest {
    private static final long SECONDS = TimeUnit.SECONDS.toNanos(1);
    private static final List<UUID> DATASETS =
            Stream.generate(UUID::randomUUID).limit(20).toList();

    private final SimulatedTime time = new SimulatedTime();
    private final List<SimulatedAccessNode> nodes = new ArrayList<>();
    private final Map<UUID, SimulatedEdge> edges = new HashMap<>();

    @Test
    void noEdgeUsesADatasetThatWasHiddenLongerThanALease() {
        long uses = 0;
        long gaps = 0;
        for (int seed = 0; seed < 400; seed++) {
            run(seed, new Faults(seed % 3 == 0 ? 0 : 0.002, seed % 2 == 0 ? 0.01 : 0));
            for (SimulatedEdge edge : edges.values()) {
                long stale = edge.longestStale();
                assertTrue(stale < Invalidations.LEASE_NANOS, "seed " + seed + ": " + stale / 1e6 + " ms");
                uses += edge.uses();
                gaps += edge.gaps();
            }
        }
        assertTrue(uses > 100_000, "the caches were used only " + uses + " times");
        assertTrue(gaps > 100, "only " + gaps + " messages were missing");
    }

    @Test
    void cacheStaysInUseWithoutFaults() {
        run(1, Faults.NONE);

        for (SimulatedEdge edge : edges.values()) {
            assertTrue(edge.gaps() == 0 && edge.uses() > 2_000, edge.uses() + " uses, " + edge.gaps() + " gaps");
        }
    }

    private void run(int seed, Faults faults) {
        Random random = new Random(seed);
        nodes.clear();
        edges.clear();
        SimulatedCatalog catalog = new SimulatedCatalog(time);
        long end = time.nanos() + 30 * SECONDS;
        for (int i = 0; i < 2; i++) {
            nodes.add(new SimulatedAccessNode(time, random, catalog, edges, faults));
            join(random, catalog, end);
        }
        change(random, catalog, end);
        if (!faults.equals(Faults.NONE)) {
            disturb(random, catalog, faults, end);
        }
        time.runUntil(end);
        nodes.forEach(SimulatedProcess::kill);
        edges.values().forEach(SimulatedProcess::kill);
        time.runUntil(end + SECONDS);
    }

    private void join(Random random, SimulatedCatalog catalog, long end) {
        UUID id = new UUID(random.nextLong(), random.nextLong());
        SimulatedEdge edge = new SimulatedEdge(time, random, id, catalog, () -> nodes);
        edges.put(id, edge);
        use(random, edge, end);
    }

    private void use(Random random, SimulatedEdge edge, long end) {
        time.after(1 + random.nextInt(8), () -> {
            if (time.nanos() < end) {
                if (edge.isRunning()) {
                    edge.use(any(random, DATASETS));
                }
                use(random, edge, end);
            }
        });
    }

    private void change(Random random, SimulatedCatalog catalog, long end) {
        time.after(10 + random.nextInt(300), () -> {
            if (time.nanos() < end) {
                UUID dataset = any(random, DATASETS);
                catalog.set(dataset, !catalog.isVisible(dataset));
                change(random, catalog, end);
            }
        });
    }

    private void disturb(Random random, SimulatedCatalog catalog, Faults faults, long end) {
        time.after(50 + random.nextInt(700), () -> {
            if (time.nanos() >= end) {
                return;
            }
            switch (random.nextInt(4)) {
                case 0 -> any(random, nodes).pause(random.nextInt(2_000));
                case 1 -> any(random, List.copyOf(edges.values())).pause(random.nextInt(2_000));
                case 2 -> {
                    nodes.remove(random.nextInt(nodes.size())).kill();
                    nodes.add(new SimulatedAccessNode(time, random, catalog, edges, faults));
                }
                default -> {
                    if (edges.size() < 5) {
                        join(random, catalog, end);
                    }
                }
            }
            disturb(random, catalog, faults, end);
        });
    }

    private static <T> T any(Random random, List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
