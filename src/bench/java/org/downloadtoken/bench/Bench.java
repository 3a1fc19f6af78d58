package org.downloadtoken.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.downloadtoken.bench.measure.Case;
import org.downloadtoken.bench.measure.LargeFile;
import org.downloadtoken.bench.measure.Load;
import org.downloadtoken.bench.measure.Results;
import org.downloadtoken.bench.report.Report;
import org.downloadtoken.bench.report.Section;
import org.downloadtoken.bench.server.BenchCatalog;
import org.downloadtoken.bench.server.Jdk;
import org.downloadtoken.bench.server.Requirements;
import org.downloadtoken.bench.server.Servers;

/** Warms up every server, runs all cases in several interleaved rounds, and reports the medians. */
public final class Bench {
    /** How long and how often cases run. */
    record Plan(int warmUpSeconds, int runSeconds, int rounds) {}

    private static final Plan PLAN = new Plan(
            Integer.getInteger("bench.warm-up", 20),
            Integer.getInteger("bench.seconds", 5),
            Integer.getInteger("bench.rounds", 5));

    private Bench() {}

    public static void main(String[] args) throws IOException {
        List<Jdk> jdks = Jdk.configured();
        List<String> missing = Requirements.missing(jdks);
        if (!missing.isEmpty()) {
            System.err.println("The benchmark needs " + String.join(", ", missing));
            System.exit(1); // an exception would hide the line among those of Maven
        }
        Path directory = Files.createDirectories(Path.of(System.getProperty("bench.dir", "target/bench")));
        LargeFile.make(directory);
        try (BenchCatalog catalog = new BenchCatalog();
                Servers servers = new Servers()) {
            List<JdkSuite> suites = new ArrayList<>();
            for (Jdk jdk : jdks) {
                suites.add(JdkSuite.start(jdk, catalog, servers, directory));
            }
            JdkSuite first = suites.get(0);
            Peers peers = Peers.start(first.jdk(), first.hot(), servers);
            Results results = measure(interleaved(suites, peers), directory);
            List<Section> sections = new ArrayList<>();
            for (JdkSuite suite : suites) {
                System.out.println("Latency, memory, files, idle connections and overload on Java "
                        + suite.jdk().version());
                sections.add(suite.section(results, catalog, PLAN, directory));
            }
            Report.write(directory, PLAN.rounds(), sections, peers.section(), results);
        }
    }

    /** The same case of all JDKs runs one after another, so that what else happens on the machine affects them alike. */
    private static List<Case> interleaved(List<JdkSuite> suites, Peers peers) {
        List<Case> cases = new ArrayList<>();
        for (int i = 0; i < suites.get(0).cases().size(); i++) {
            for (JdkSuite suite : suites) {
                cases.add(suite.cases().get(i));
            }
        }
        cases.addAll(peers.cases());
        return cases;
    }

    private static Results measure(List<Case> cases, Path directory) throws IOException {
        for (int i = 0; i < cases.size(); i++) {
            System.out.printf(
                    "Warming up %d of %d: %s%n",
                    i + 1, cases.size(), cases.get(i).name());
            Load.warmUp(cases.get(i), PLAN.warmUpSeconds(), directory);
        }
        Results results = new Results();
        for (int round = 1; round <= PLAN.rounds(); round++) {
            System.out.println("Round " + round + " of " + PLAN.rounds());
            for (Case measured : cases) {
                results.add(measured, Load.run(measured, PLAN.runSeconds(), directory));
            }
        }
        return results;
    }
}
