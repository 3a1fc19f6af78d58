package org.downloadtoken.bench.measure;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/**
 * A constant rate of twice what a case reaches. The many connections make it open: the requests of most of them wait while others
 * are answered, and more of them wait than the service accepts.
 */
public final class Overload {
    private static final int CLIENTS = 15_000; // below the default MAX_CONNECTIONS with a heap of 512 MiB

    private Overload() {}

    /** One line for the report. */
    public static String report(Case measured, Results results, Path directory) throws IOException {
        double rate = results.median(measured, Load::perSecond) * 2;
        ConstantRate run = ConstantRate.run(measured, rate, CLIENTS, directory);
        return String.format(
                Locale.ROOT,
                "case \"%s\" with %,d connections that want %,.0f requests/s and sent %,.0f. "
                        + "Answers: %s; %s; %s; no answer: %,.0f/s.",
                measured.name(),
                CLIENTS,
                rate,
                run.perSecond(),
                answers(run, 200),
                answers(run, 503),
                answers(run, 429),
                run.perSecond(-1));
    }

    private static String answers(ConstantRate run, int status) {
        double perSecond = run.perSecond(status);
        return perSecond == 0
                ? status + ": none"
                : String.format(
                        Locale.ROOT,
                        "%d: %,.0f/s, p50 %.0f ms, p99 %.0f ms",
                        status,
                        perSecond,
                        run.percentileMillis(status, 0.5),
                        run.percentileMillis(status, 0.99));
    }
}
