package org.downloadtoken.bench.report;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.downloadtoken.bench.measure.Case;
import org.downloadtoken.bench.measure.Load;
import org.downloadtoken.bench.measure.Results;

/** The medians of cases as a Markdown table. */
record Table(Results results) {
    private static final String HEAD = """
            | case | requests/s | server CPU µs | p50 ms | p99 ms | requests per query | ratio to baseline | difference µs | target |
            | --- | ---: | ---: | ---: | ---: | ---: | --- | ---: | --- |
            """;

    String of(List<Case> cases) {
        return cases.stream().map(this::row).collect(Collectors.joining("", HEAD, ""));
    }

    private String row(Case measured) {
        double micros = micros(measured);
        double baseline = measured.baseline().map(this::micros).orElse(Double.NaN);
        return format(
                "| %s | %,.0f | %.2f | %.2f | %.2f | %s | %s | %s | %s |%n",
                measured.name(),
                results.median(measured, Load::perSecond),
                micros,
                results.median(measured, Load::p50Millis),
                results.median(measured, Load::p99Millis),
                results.requestsPerQuery(measured).stream()
                        .mapToObj(requests -> format("%.1f", requests))
                        .collect(Collectors.joining()),
                measured.baseline()
                        .map(other -> format("%.2f × %s", micros / baseline, other.name()))
                        .orElse(""),
                measured.baseline()
                        .map(other -> format("%+.2f", micros - baseline))
                        .orElse(""),
                measured.target()
                        .map(target -> target.verdict(micros, baseline))
                        .orElse(""));
    }

    private double micros(Case measured) {
        return results.median(measured, Load::cpuMicros);
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
