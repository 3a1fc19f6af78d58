package org.downloadtoken.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Writes how tokens were minted in each situation to {@code target/chaos}. */
final class SituationReport {
    private final List<String> lines = new ArrayList<>(List.of(
            "| situation | mints | failed | p99 of mints, ms | liveness 200 | other | remark |",
            "| --- | ---: | ---: | ---: | ---: | ---: | --- |"));

    void add(String situation, MintProbe.Result result, String remark) {
        lines.add(String.format(
                Locale.ROOT,
                "| %s | %,d | %d | %.1f | %d | %d | %s |",
                situation,
                result.granted() + result.failed(),
                result.failed(),
                result.p99Millis(),
                result.live(),
                result.notLive(),
                remark));
        System.out.println(lines.get(lines.size() - 1));
    }

    void write(String name) throws IOException {
        Files.write(Files.createDirectories(Path.of("target", "chaos")).resolve(name + ".md"), lines);
    }
}
