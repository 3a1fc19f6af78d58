package org.downloadtoken.bench.measure;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/**
 * A constant rate of twice what a case reaches. With so many connections the rate hardly depends on the responses, and more requests
 * wait than the service accepts.
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
                "case \"%s\" over %,d connections: h2load sent %,.0f of %,.0f requests/s. "
                        + "Responses: %s; %s; %s; no response: %,.0f/s.",
                measured.name(),
                CLIENTS,
                run.perSecond(),
                rate,
                responses(run, 200),
                responses(run, 503),
                responses(run, 429),
                run.perSecond(-1));
    }

    private static String responses(ConstantRate run, int status) {
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
