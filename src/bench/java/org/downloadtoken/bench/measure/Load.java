package org.downloadtoken.bench.measure;

import java.io.IOException;
import java.nio.file.Path;
import java.util.OptionalDouble;
import org.downloadtoken.bench.server.Command;

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
        CatalogQueries queriesBefore = CatalogQueries.of(measured.server().metrics());
        double before = measured.server().cpuMicros();
        WrkOutput output = wrk(measured, seconds, directory);
        double used = measured.server().cpuMicros() - before;
        double requests = output.requests();
        if (requests == 0 || output.failures() != (measured.granted() ? 0 : requests)) {
            throw new IOException(measured.name() + ": unexpected responses\n" + output.text());
        }
        double datasets = requests * measured.requests().perRequest();
        return new Load(
                output.perSecond(),
                used / datasets,
                output.latencyMillis("50%"),
                output.latencyMillis("99%"),
                CatalogQueries.of(measured.server().metrics()).requestsPerQuerySince(queriesBefore, datasets));
    }

    private static WrkOutput wrk(Case measured, int seconds, Path directory) throws IOException {
        Path file = directory.resolve(measured.name().replaceAll("\\W+", "-") + ".lua");
        Path script = new WrkScript(measured.requests()).write(file);
        Command wrk = Command.of(
                "wrk",
                "--latency",
                "-t1",
                "-c" + CONNECTIONS,
                "-d" + seconds + "s",
                "-s",
                script.toString(),
                measured.server().origin());
        return new WrkOutput(wrk.onLoadCore().output());
    }
}
