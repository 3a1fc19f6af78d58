package org.downloadtoken.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.downloadtoken.bench.measure.Results;

/** Writes the report as Markdown, and as a chart. */
public final class Report {
    private Report() {}

    /**
     * Writes the report.
     *
     * @param peers a section without a part in the chart, since its cases are others
     */
    public static void write(Path directory, int rounds, List<Section> jdks, Section peers, Results results)
            throws IOException {
        StringBuilder report = new StringBuilder(
                """
                # Benchmark

                %s. The CPU time is that of a request, and in batches that of a token.

                """.formatted(rounds == 1 ? "One run of each case" : "Medians of " + rounds + " interleaved runs"));
        Machine.facts().forEach(fact -> report.append("- ").append(fact).append('\n'));
        jdks.forEach(section -> append(report, section, results));
        append(report, peers, results);
        System.out.println(report);
        Files.writeString(directory.resolve("results.md"), report);
        Chart.write(directory, jdks, results);
    }

    private static void append(StringBuilder report, Section section, Results results) {
        report.append("\n## ").append(section.title()).append("\n\n");
        if (!section.cases().isEmpty()) {
            report.append(new Table(results).of(section.cases())).append('\n');
        }
        section.notes().forEach(note -> report.append("- ").append(note).append('\n'));
    }
}
