package org.downloadtoken.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Writes a table of the results to {@code target/chaos}. */
final class ChaosReport {
    private final List<String> lines = new ArrayList<>();

    ChaosReport(String subject) {
        lines.add(
                "| " + subject + " | requests | 503 | wrong | slower than 2 s | slowest, ms"
                        + " | last 503 after the end, ms | revocations | granted still afterwards: number, median, longest ms |");
        lines.add("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | --- |");
    }

    void add(String phase, ChaosLoad.Result result, int revocations, long recoveryMillis) {
        List<Long> stale = result.staleMillis();
        lines.add(String.format(
                Locale.ROOT,
                "| %s | %,d | %,d | %d | %d | %d | %d | %d | %s |",
                phase,
                result.requests(),
                result.unavailable(),
                result.wrong().size(),
                result.slow(),
                result.slowestMillis(),
                recoveryMillis,
                revocations,
                stale.isEmpty()
                        ? "0"
                        : stale.size() + ", " + stale.get(stale.size() / 2) + ", " + stale.get(stale.size() - 1)));
    }

    void write(String name) throws IOException {
        Files.write(Files.createDirectories(Path.of("target", "chaos")).resolve(name + ".md"), lines);
    }
}
