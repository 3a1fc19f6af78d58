package org.downloadtoken.bench.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.downloadtoken.bench.server.BenchCatalog;
import org.downloadtoken.bench.server.Command;

/**
 * The result of h2load, which sends requests at a constant rate. Unlike wrk, h2load does not send faster when responses come faster.
 *
 * @param millisByStatus the sorted latencies of the responses of each status, in milliseconds; -1 is a request without a response
 */
record ConstantRate(Map<Integer, double[]> millisByStatus) {
    private static final int SECONDS = Integer.getInteger("bench.constant-rate.seconds", 10);

    /** Sends mint requests for the datasets of a case. */
    static ConstantRate run(Case measured, double perSecond, int clients, Path directory) throws IOException {
        Path log = directory.resolve("h2load.log");
        Files.deleteIfExists(log);
        Command h2load = Command.of(
                "h2load",
                "--h1",
                "-t1",
                "-c" + clients,
                "-D" + SECONDS,
                "--warm-up-time=3",
                "--rps=" + perSecond / clients,
                "-H:method: POST",
                "-i" + uris(measured, directory),
                "--log-file=" + log);
        String output = h2load.onLoadCore().output();
        // h2load may end with 0 although it has sent nothing, or over fewer connections than it should.
        if (!Files.exists(log) || Files.size(log) == 0 || output.contains("client could not connect")) {
            throw new IOException("h2load failed\n" + output);
        }
        Map<Integer, List<Double>> millis = new TreeMap<>();
        try (Stream<String> lines = Files.lines(log)) {
            lines.map(line -> line.split("\t")) // start, status, duration in microseconds
                    .forEach(fields -> millis.computeIfAbsent(Integer.valueOf(fields[1]), first -> new ArrayList<>())
                            .add(Double.parseDouble(fields[2]) / 1_000));
        }
        Map<Integer, double[]> sorted = new TreeMap<>();
        millis.forEach((status, values) -> sorted.put(
                status,
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray()));
        return new ConstantRate(sorted);
    }

    /** Responses of a status in a second. */
    double perSecond(int status) {
        return latencies(status).length / (double) SECONDS;
    }

    /** All requests in a second, answered or not. */
    double perSecond() {
        return millisByStatus.values().stream()
                        .mapToInt(values -> values.length)
                        .sum()
                / (double) SECONDS;
    }

    /** A percentile of the latency of a status; not a number without such a response. */
    double percentileMillis(int status, double part) {
        double[] sorted = latencies(status);
        return sorted.length == 0 ? Double.NaN : sorted[(int) (sorted.length * part)];
    }

    private double[] latencies(int status) {
        return millisByStatus.getOrDefault(status, new double[0]);
    }

    private static Path uris(Case measured, Path directory) throws IOException {
        List<String> uris = IntStream.rangeClosed(1, measured.requests().ids())
                .mapToObj(id -> "http://127.0.0.1:" + measured.server().port() + "/api/auth/download-token/"
                        + BenchCatalog.idFormat(measured.requests().kind()).formatted(id))
                .toList();
        return Files.write(directory.resolve("h2load.uris"), uris);
    }
}
