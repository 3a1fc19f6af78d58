package org.downloadtoken.bench.measure;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.downloadtoken.bench.server.BenchCatalog;

/** The CPU time of Postgres for one access request. It depends on how many of them are in one query. */
public final class CatalogCost {
    private CatalogCost() {}

    /** One line for the report. The cases have run before. */
    public static String report(List<Case> cases, BenchCatalog catalog, int seconds, Path directory)
            throws IOException {
        List<String> costs = new ArrayList<>();
        for (Case measured : cases) {
            CatalogQueries before = CatalogQueries.of(measured.server().metrics());
            double cpuBefore = catalog.cpuMicros();
            Load.run(measured, seconds, directory);
            double micros = catalog.cpuMicros() - cpuBefore;
            CatalogQueries after = CatalogQueries.of(measured.server().metrics());
            double requests = after.requests() - before.requests();
            costs.add(String.format(
                    Locale.ROOT,
                    "\"%s\" %.1f µs, with %.0f of them in a query",
                    measured.name(),
                    micros / requests,
                    requests / (after.queries() - before.queries())));
        }
        return "CPU time of Postgres for one access request: " + String.join("; ", costs) + ".";
    }
}
