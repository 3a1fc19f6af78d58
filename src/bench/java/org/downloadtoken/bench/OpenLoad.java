package org.downloadtoken.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.downloadtoken.bench.server.BenchCatalog;
import org.downloadtoken.bench.server.Cores;

/**
 * The result of h2load at a constant rate, which does not depend on the responses as with wrk.
 *
 * @param perSecond the configured rate, in requests per second
 * @param p99Millis the 99th percentile of the latency, in milliseconds
 */
record OpenLoad(double perSecond, double p99Millis) {
    private static final int CLIENTS = 64;
    private static final int SECONDS = 20;

    static OpenLoad run(Case measured, double perSecond, Path directory) throws IOException {
        Path requests = directory.resolve("open-load.log");
        Files.deleteIfExists(requests);
        List<String> command = List.of(
                "h2load",
                "--h1",
                "-t1",
                "-c" + CLIENTS,
                "-D" + SECONDS,
                "--warm-up-time=2",
                "--rps=" + Math.round(perSecond / CLIENTS),
                "-H:method: POST",
                "-i" + uris(measured, directory),
                "--log-file=" + requests);
        Process h2load = new ProcessBuilder(Cores.on(Cores.LOAD, command))
                .redirectErrorStream(true)
                .start();
        String printed = new String(h2load.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!printed.contains(" 0 failed, 0 errored, 0 timeout") || !printed.contains(" 0 4xx, 0 5xx")) {
            throw new IOException(printed);
        }
        return new OpenLoad(perSecond, percentile99Micros(requests) / 1_000);
    }

    private static Path uris(Case measured, Path directory) throws IOException {
        List<String> uris = IntStream.rangeClosed(1, measured.requests().ids())
                .mapToObj(id -> "http://127.0.0.1:" + measured.server().port() + "/api/auth/download-token/"
                        + BenchCatalog.idFormat(measured.requests().kind()).formatted(id))
                .toList();
        return Files.write(directory.resolve("open-load.uris"), uris);
    }

    /** Each line is one request: its start, status, and duration in microseconds. */
    private static double percentile99Micros(Path requests) throws IOException {
        double[] micros = Files.readAllLines(requests).stream()
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf('\t') + 1)))
                .sorted()
                .toArray();
        return micros[(int) (micros.length * 0.99)];
    }
}
