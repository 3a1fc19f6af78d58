package org.downloadtoken.bench.measure;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import org.downloadtoken.bench.server.BenchCatalog;
import org.downloadtoken.bench.server.Jdk;
import org.downloadtoken.bench.server.Server;

/** The resident memory under a load, with a heap of 128 MiB. */
public final class SmallHeap {
    private static final Target TARGET = Target.atMost(200, "MiB");

    private SmallHeap() {}

    /** One line for the report. */
    public static String report(
            Jdk jdk, BenchCatalog catalog, Requests requests, int warmUpSeconds, int runSeconds, Path directory)
            throws IOException {
        try (Server service = jdk.service(catalog, "catalog", "-Xmx128m")) {
            Case hot = Case.granted("hot in 128 MiB", service, requests);
            Load.warmUp(hot, warmUpSeconds, directory);
            Load load = Load.run(hot, runSeconds, directory);
            double mebibytes = service.residentKibibytes() / 1024.0;
            return String.format(
                    Locale.ROOT,
                    "resident under the load \"hot\" (%,.0f requests/s), with a heap of 128 MiB: %.0f MiB (%s).",
                    load.perSecond(),
                    mebibytes,
                    TARGET.verdict(mebibytes));
        }
    }
}
