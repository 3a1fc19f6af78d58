package org.downloadtoken.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.downloadtoken.bench.server.BenchCatalog;
import org.downloadtoken.bench.server.Jdk;
import org.downloadtoken.bench.server.Server;
import org.downloadtoken.bench.server.Servers;
import org.downloadtoken.bench.server.ServiceSettings;
import org.downloadtoken.demo.DemoSession;
import org.downloadtoken.demo.DemoUser;

/** Warms up every server, runs all cases in several interleaved rounds, and reports the medians. */
public final class Bench {
    private static final int WARM_UP_SECONDS = Integer.getInteger("bench.warm-up", 20);
    private static final int RUN_SECONDS = Integer.getInteger("bench.seconds", 5);
    private static final int ROUNDS = Integer.getInteger("bench.rounds", 5);

    private Bench() {}

    public static void main(String[] args) throws IOException {
        Path directory = Files.createDirectories(Path.of(System.getProperty("bench.dir", "target/bench")));
        LargeFile.make(directory);
        Jdk jdk = Jdk.configured().get(0);
        try (BenchCatalog catalog = new BenchCatalog();
                Servers servers = new Servers()) {
            Server hello = servers.add(jdk.bareHello());
            Server query = servers.add(jdk.bareQuery(catalog));
            Server service = servers.add(jdk.service(catalog, "catalog"));
            Server small = servers.add(jdk.service(catalog, "small"));
            List<Case> cases = cases(hello, query, service, small);
            for (Case warmed : cases) {
                System.out.println("Warming up " + warmed.name());
                Load.run(warmed, WARM_UP_SECONDS, directory);
            }
            Map<Case, List<Load>> loads = measure(cases, directory);
            Case hot = cases.get(1);
            double half = Report.median(loads.getOrDefault(hot, List.of()), Load::perSecond) / 2;
            Report.write(
                    directory,
                    loads,
                    OpenLoad.run(hot, half, directory),
                    residentInASmallHeap(jdk, catalog, directory),
                    LargeFile.compare(service, directory, ROUNDS));
        }
    }

    /** The resident memory under the hot load with a heap of 128 MiB, in MiB. */
    private static long residentInASmallHeap(Jdk jdk, BenchCatalog catalog, Path directory) throws IOException {
        try (Server service = jdk.service(catalog, "catalog", "-Xmx128m")) {
            Load.run(Case.baseline("hot in 128 MiB", service, Requests.mint('a', 1_000)), WARM_UP_SECONDS, directory);
            return service.residentKibibytes() / 1024;
        }
    }

    private static List<Case> cases(Server hello, Server query, Server service, Server small) {
        String owner = DemoSession.jwt(ServiceSettings.SECRET, DemoUser.OWNER.id(), Duration.ofHours(2));
        Requests hot = Requests.mint('a', 1_000);
        Requests cold = Requests.mint('a', 100_000);
        Requests signedIn = Requests.mint('f', 1_000, owner);
        Requests verify = Requests.verify('a', 1_000);
        Case bareHello = Case.baseline("BareHello", hello, hot);
        Case bareQuery = Case.baseline("BareQuery", query, cold);
        Case bareVerify = Case.baseline("BareHello, verify", hello, verify);
        Case smallCatalog = Case.baseline("signed-in, of 1,000 datasets", small, signedIn);
        Case hotMint = Case.compared("hot", service, hot, bareHello, 1.35);
        Case coldMint = Case.compared("cold", service, cold, bareQuery, 0.8);
        return List.of(
                bareHello,
                hotMint,
                Case.compared("hot, in batches of 50", service, Requests.batch('a', 1_000, 50), hotMint, 0.15),
                bareVerify,
                Case.compared("verify", service, verify, bareVerify, 1.4),
                bareQuery,
                coldMint,
                Case.compared("cold, in batches of 50", service, Requests.batch('a', 100_000, 50), coldMint, 0.35),
                Case.compared("signed-in", service, signedIn, bareQuery, 1.0),
                new Case("unknown", service, Requests.mint('e', 100_000), false, Optional.of(bareQuery), 0.8),
                smallCatalog,
                Case.compared("signed-in, of 1,000,000 datasets", service, signedIn, smallCatalog, 1.2));
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
}
