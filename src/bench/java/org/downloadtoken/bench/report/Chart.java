package org.downloadtoken.bench.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.downloadtoken.bench.measure.Case;
import org.downloadtoken.bench.measure.Load;
import org.downloadtoken.bench.measure.Results;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.style.Styler;

/** The CPU time of each case as a bar chart, with one series for each section. All sections have the same cases. */
final class Chart {
    private Chart() {}

    static void write(Path directory, List<Section> sections, Results results) throws IOException {
        System.setProperty("java.awt.headless", "true");
        CategoryChart chart = new CategoryChartBuilder()
                .width(900)
                .height(420)
                .title("Server CPU per request, in batches per token, µs (medians)")
                .theme(Styler.ChartTheme.GGPlot2)
                .build();
        chart.getStyler().setXAxisLabelRotation(20);
        chart.getStyler().setLabelsVisible(true);
        chart.getStyler().setLegendPosition(Styler.LegendPosition.InsideNW);
        chart.getStyler().setLocale(Locale.ROOT);
        for (Section section : sections) {
            chart.addSeries(
                    section.title(),
                    section.cases().stream().map(Case::name).toList(),
                    section.cases().stream()
                            .map(measured -> results.median(measured, Load::cpuMicros))
                            .toList());
        }
        BitmapEncoder.saveBitmap(chart, directory.resolve("results.png").toString(), BitmapEncoder.BitmapFormat.PNG);
    }
}
