package org.downloadtoken.bench.measure;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import org.downloadtoken.bench.server.BenchCatalog;
import org.downloadtoken.bench.server.Jdk;
import org.downloadtoken.bench.server.Server;

/** The resident memory under a load, with a heap of 128 MiB. */
public final class SmallHeap {
    private static final Bar BAR = Bar.atMost(200, "MiB");

    private SmallHeap() {}

    /** One line for the report. */
    public static String report(Jdk jdk, BenchCatalog catalog, Requests requests, int seconds, Path directory)
            throws IOException {
        try (Server service = jdk.service(catalog, "catalog", "-Xmx128m")) {
            Load.run(Case.granted("hot in 128 MiB", service, requests), seconds, directory);
            double mebibytes = service.residentKibibytes() / 1024.0;
            return String.format(
                    Locale.ROOT,
                    "resident under the load \"hot\", with a heap of 128 MiB: %.0f MiB (%s).",
                    mebibytes,
                    BAR.verdict(mebibytes));
        }
    }
}
