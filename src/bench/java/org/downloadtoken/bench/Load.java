package org.downloadtoken.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.downloadtoken.bench.server.Cores;

/**
 * The result of one run of wrk.
 *
 * @param perSecond responses per second
 * @param cpuMicros CPU time of the server per dataset of a request, in microseconds
 * @param p50Millis the median latency, in milliseconds
 * @param p99Millis the 99th percentile of the latency, in milliseconds
 */
record Load(double perSecond, double cpuMicros, double p50Millis, double p99Millis) {
    private static final int CONNECTIONS = 32;

    static Load run(Case measured, int seconds, Path directory) throws IOException {
        double before = measured.server().cpuMicros();
        String printed = wrk(measured, seconds, directory);
        double used = measured.server().cpuMicros() - before;
        long requests = Math.round(number(printed, "(\\d+) requests in"));
        long others = printed.contains("Non-2xx") ? Math.round(number(printed, "Non-2xx or 3xx responses: (\\d+)")) : 0;
        if (others != (measured.granted() ? 0 : requests)) {
            throw new IOException(measured.name() + ": unexpected responses\n" + printed);
        }
        return new Load(
                number(printed, "Requests/sec:\\s+([\\d.]+)"),
                used / requests / measured.requests().perRequest(),
                millis(printed, "50%"),
                millis(printed, "99%"));
    }

    private static String wrk(Case measured, int seconds, Path directory) throws IOException {
        List<String> command = List.of(
                "wrk",
                "--latency",
                "-t1",
                "-c" + CONNECTIONS,
                "-d" + seconds + "s",
                "-s",
                measured.script(directory).toString(),
                "http://127.0.0.1:" + measured.server().port());
        Process wrk = new ProcessBuilder(Cores.on(Cores.LOAD, command))
                .redirectErrorStream(true)
                .start();
        return new String(wrk.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static double number(String printed, String pattern) throws IOException {
        Matcher matcher = Pattern.compile(pattern).matcher(printed);
        if (!matcher.find()) {
            throw new IOException("no " + pattern + " in\n" + printed);
        }
        return Double.parseDouble(matcher.group(1));
    }

    private static double millis(String printed, String percentile) throws IOException {
        Matcher matcher = Pattern.compile(percentile + "\\s+([\\d.]+)(us|ms|s)").matcher(printed);
        if (!matcher.find()) {
            throw new IOException("no " + percentile + " in\n" + printed);
        }
        double value = Double.parseDouble(matcher.group(1));
        return switch (matcher.group(2)) {
            case "us" -> value / 1_000;
            case "s" -> value * 1_000;
            default -> value;
        };
    }
}
