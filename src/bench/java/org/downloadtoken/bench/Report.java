package org.downloadtoken.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.style.Styler;

/** Writes the medians as a Markdown table and as a chart. */
final class Report {
    private Report() {}

    static void write(
            Path directory, Map<Case, List<Load>> loads, OpenLoad open, long residentMebibytes, LargeFile file)
            throws IOException {
        StringBuilder table = new StringBuilder("""
                | case | requests/s | server CPU µs | p50 ms | p99 ms | ratio to baseline | bar |
                | --- | ---: | ---: | ---: | ---: | --- | --- |
                """);
        loads.forEach((measured, runs) -> table.append(row(measured, runs, loads)));
        table.append("""

                The CPU time is that of a request, and in batches that of a token.
                Medians of %d interleaved runs each, on Java %s. Case "hot" at a constant %,.0f requests/s: p99 %.2f ms.
                Resident memory under the load "hot" with a heap of 128 MiB: %d MiB.
                Throughput of a file of 256 MiB: %,.0f MiB/s, nginx with sendfile %,.0f MiB/s, ratio %.2f (bar 0.8).
                """.formatted(
                        loads.values().iterator().next().size(),
                        Runtime.version(),
                        open.perSecond(),
                        open.p99Millis(),
                        residentMebibytes,
                        file.serviceMebibytes(),
                        file.nginxMebibytes(),
                        file.serviceMebibytes() / file.nginxMebibytes()));
        System.out.println(table);
        Files.writeString(directory.resolve("results.md"), table);
        chart(directory, loads);
    }

    private static String row(Case measured, List<Load> runs, Map<Case, List<Load>> loads) {
        String ratio = measured.baseline()
                .map(baseline -> "%.2f × %s".formatted(ratio(measured, baseline, loads), baseline.name()))
                .orElse("");
        String bar = measured.baseline().map(baseline -> "≤ " + measured.bar()).orElse("");
        return "| %s | %,.0f | %.1f | %.2f | %.2f | %s | %s |%n"
                .formatted(
                        measured.name(),
                        median(runs, Load::perSecond),
                        median(runs, Load::cpuMicros),
                        median(runs, Load::p50Millis),
                        median(runs, Load::p99Millis),
                        ratio,
                        bar);
    }

    private static double ratio(Case measured, Case baseline, Map<Case, List<Load>> loads) {
        return median(loads.getOrDefault(measured, List.of()), Load::cpuMicros)
                / median(loads.getOrDefault(baseline, List.of()), Load::cpuMicros);
    }

    static double median(List<Load> runs, ToDoubleFunction<Load> value) {
        double[] sorted = runs.stream().mapToDouble(value).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private static void chart(Path directory, Map<Case, List<Load>> loads) throws IOException {
        System.setProperty("java.awt.headless", "true");
        CategoryChart chart = new CategoryChartBuilder()
                .width(900)
                .height(420)
                .title("Server CPU per request, in batches per token, µs (medians)")
                .theme(Styler.ChartTheme.GGPlot2)
                .build();
        chart.getStyler().setXAxisLabelRotation(20);
        chart.getStyler().setLabelsVisible(true);
        chart.getStyler().setLegendVisible(false);
        chart.getStyler().setLocale(Locale.ROOT);
        chart.addSeries(
                "CPU",
                loads.keySet().stream().map(Case::name).toList(),
                loads.values().stream()
                        .map(runs -> median(runs, Load::cpuMicros))
                        .toList());
        BitmapEncoder.saveBitmap(chart, directory.resolve("results.png").toString(), BitmapEncoder.BitmapFormat.PNG);
    }
}
