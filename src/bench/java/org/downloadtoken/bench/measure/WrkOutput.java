package org.downloadtoken.bench.measure;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The output of wrk at the end of a load. */
record WrkOutput(String text) {
    double requests() throws IOException {
        return number("(\\d+) requests in");
    }

    /** The number of responses with a status below 200 or above 399. */
    double failures() throws IOException {
        return text.contains("Non-2xx") ? number("Non-2xx or 3xx responses: (\\d+)") : 0;
    }

    double perSecond() throws IOException {
        return number("Requests/sec:\\s+([\\d.]+)");
    }

    /** A percentile of the latency, such as "99%", in milliseconds. */
    double latencyMillis(String percentile) throws IOException {
        Matcher time = find(percentile + "\\s+([\\d.]+)(us|ms|s)");
        double value = Double.parseDouble(time.group(1));
        return switch (time.group(2)) {
            case "us" -> value / 1_000;
            case "s" -> value * 1_000;
            default -> value;
        };
    }

    /** The number in the first group of a pattern. */
    private double number(String pattern) throws IOException {
        return Double.parseDouble(find(pattern).group(1));
    }

    private Matcher find(String pattern) throws IOException {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        if (!matcher.find()) {
            throw new IOException("no " + pattern + " in\n" + text);
        }
        return matcher;
    }
}
