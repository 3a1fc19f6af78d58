package org.downloadtoken.bench.measure;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The result of one run of wrk.
 *
 * @param perSecond responses per second
 * @param cpuMicros CPU time of the server per dataset of a request, in microseconds
 * @param p50Millis the median latency, in milliseconds
 * @param p99Millis the 99th percentile of the latency, in milliseconds
 * @param requestsPerQuery the average number of access requests in one catalog query, if the case asks the catalog
 */
public record Load(
        double perSecond, double cpuMicros, double p50Millis, double p99Millis, OptionalDouble requestsPerQuery) {
    private static final int CONNECTIONS = 32;

    /** Accepts any response: a server that the JVM has not compiled yet may be overloaded. */
    public static void warmUp(Case measured, int seconds, Path directory) throws IOException {
        wrk(measured, seconds, directory);
    }

    public static Load run(Case measured, int seconds, Path directory) throws IOException {
        CatalogQueries queriesBefore = CatalogQueries.until(measured.server().metrics());
        double before = measured.server().cpuMicros();
        Printed printed = wrk(measured, seconds, directory);
        double used = measured.server().cpuMicros() - before;
        double requests = printed.number("(\\d+) requests in");
        double others = printed.contains("Non-2xx") ? printed.number("Non-2xx or 3xx responses: (\\d+)") : 0;
        if (others != (measured.granted() ? 0 : requests)) {
            throw new IOException(measured.name() + ": unexpected responses\n" + printed.text());
        }
        double datasets = requests * measured.requests().perRequest();
        return new Load(
                printed.number("Requests/sec:\\s+([\\d.]+)"),
                used / datasets,
                printed.millis("50%"),
                printed.millis("99%"),
                CatalogQueries.until(measured.server().metrics()).requestsPerQuerySince(queriesBefore, datasets));
    }

    private static Printed wrk(Case measured, int seconds, Path directory) throws IOException {
        return Printed.by(List.of(
                "wrk",
                "--latency",
                "-t1",
                "-c" + CONNECTIONS,
                "-d" + seconds + "s",
                "-s",
                measured.script(directory).toString(),
                "http://127.0.0.1:" + measured.server().port()));
    }
}
