package org.downloadtoken.bench.measure;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/** The latency at a constant half of the rate that a case reaches. */
public final class HalfLoad {
    private static final int CLIENTS = 64;
    private static final Target TARGET = Target.atMost(3, "ms");

    private HalfLoad() {}

    /** One line for the report. */
    public static String report(Case measured, Results results, Path directory) throws IOException {
        double half = results.median(measured, Load::perSecond) / 2;
        ConstantRate run = ConstantRate.run(measured, half, CLIENTS, directory);
        if (run.perSecond(200) < run.perSecond()) {
            throw new IOException(measured.name() + ": responses other than 200: "
                    + run.millisByStatus().keySet());
        }
        double p99 = run.percentileMillis(200, 0.99);
        return String.format(
                Locale.ROOT,
                "case \"%s\" at a constant %,.0f requests/s: p99 %.2f ms (%s).",
                measured.name(),
                half,
                p99,
                TARGET.verdict(p99));
    }
}
