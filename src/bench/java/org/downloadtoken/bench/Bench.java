package org.downloadtoken.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.downloadtoken.demo.DemoSession;
import org.downloadtoken.demo.DemoUser;

/** Warms every server, then runs all cases in turn, round after round, and reports the medians. */
public final class Bench {
    private static final String SECRET = "a secret of the benchmark, 32 bytes at least";
    private static final int WARM_UP_SECONDS = Integer.getInteger("bench.warm-up", 20);
    private static final int RUN_SECONDS = Integer.getInteger("bench.seconds", 5);
    private static final int ROUNDS = Integer.getInteger("bench.rounds", 5);

    private Bench() {}

    public static void main(String[] args) throws IOException {
        Path directory = Files.createDirectories(Path.of(System.getProperty("bench.dir", "target/bench")));
        try (BenchCatalog catalog = new BenchCatalog();
                Server hello = Server.bare(BareHello.class, 28_081);
                Server query = Server.bare(
                        BareQuery.class, 28_082, String.valueOf(catalog.port()));
                Server service = Server.service(28_083, settings(catalog, "catalog", 28_083));
                Server small = Server.service(28_084, settings(catalog, "small", 28_084))) {
            List<Case> cases = cases(hello, query, service, small);
            for (Case warmed : cases) {
                System.out.println("Warming " + warmed.name());
                Load.run(warmed, WARM_UP_SECONDS, directory);
            }
            Map<Case, List<Load>> loads = measure(cases, directory);
            Case hot = cases.get(1);
            double half = Report.median(loads.getOrDefault(hot, List.of()), Load::perSecond) / 2;
            Report.write(
                    directory, loads, OpenLoad.run(hot, half, directory), residentInASmallHeap(catalog, directory));
        }
    }

    /** MiB under the hot burst with a heap of 128 MiB. */
    private static long residentInASmallHeap(BenchCatalog catalog, Path directory) throws IOException {
        try (Server service = Server.service(28_085, settings(catalog, "catalog", 28_085), "-Xmx128m")) {
            Case hot = new Case(
                    "hot in 128 MiB", service, 'a', 1_000, Optional.empty(), true, Optional.empty(), 1);
            Load.run(hot, WARM_UP_SECONDS, directory);
            return service.residentMebibytes();
        }
    }

    private static List<Case> cases(Server hello, Server query, Server service, Server small) {
        String owner = DemoSession.jwt(SECRET, DemoUser.OWNER.id(), Duration.ofHours(2));
        Case bareHello = Case.baseline("BareHello", hello, 'a', 1_000);
        Case bareQuery = Case.baseline("BareQuery", query, 'a', 100_000);
        Case smallCatalog = new Case(
                "signed-in, of 1,000 datasets", small, 'f', 1_000, Optional.of(owner), true, Optional.empty(), 1);
        Optional<Case> toQuery = Optional.of(bareQuery);
        return List.of(
                bareHello,
                new Case("hot", service, 'a', 1_000, Optional.empty(), true, Optional.of(bareHello), 1.35),
                bareQuery,
                new Case("cold", service, 'a', 100_000, Optional.empty(), true, toQuery, 0.8),
                new Case("signed-in", service, 'f', 1_000, Optional.of(owner), true, toQuery, 1.0),
                new Case("unknown", service, 'e', 100_000, Optional.empty(), false, toQuery, 0.8),
                smallCatalog,
                new Case(
                        "signed-in, of 1,000,000 datasets",
                        service,
                        'f',
                        1_000,
                        Optional.of(owner),
                        true,
                        Optional.of(smallCatalog),
                        1.2));
    }

    private static Map<Case, List<Load>> measure(List<Case> cases, Path directory) throws IOException {
        Map<Case, List<Load>> loads = new LinkedHashMap<>();
        for (int round = 1; round <= ROUNDS; round++) {
            System.out.println("Round " + round + " of " + ROUNDS);
            for (Case measured : cases) {
                loads.computeIfAbsent(measured, first -> new ArrayList<>())
                        .add(Load.run(measured, RUN_SECONDS, directory));
            }
        }
        return loads;
    }

    private static Map<String, String> settings(BenchCatalog catalog, String schema, int port) {
        Map<String, String> settings = new HashMap<>(catalog.settings());
        settings.putAll(Map.of(
                "HTTP_HOST", "127.0.0.1",
                "HTTP_PORT", String.valueOf(port),
                "MANAGEMENT_HOST", "127.0.0.1",
                "MANAGEMENT_PORT", String.valueOf(port + 1_000),
                "EVENT_LOOPS", "1",
                "CATALOG_SCHEMA", schema,
                "JWT_SECRET_KEY", SECRET));
        return settings;
    }
}
