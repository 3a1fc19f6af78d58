package org.downloadtoken.testing.documentation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The metrics that the source code declares, by the names that Prometheus sees. Read from the source, because some are only
 * registered with certain settings. A meter whose name cannot be read fails the test instead of being left out.
 */
public final class DeclaredMetrics {
    /** Meters by their builder, and the suffix that Prometheus sees. */
    private static final Map<String, String> SUFFIXES = Map.of(
            "Counter", "_total",
            "FunctionCounter", "_total",
            "Gauge", "",
            "Timer", "_seconds",
            "DistributionSummary", "");

    private static final Pattern BUILDER =
            Pattern.compile("\\b(\\w*(?:Counter|Gauge|Timer|Summary))\\s*\\.builder\\(\\s*(?:\"([^\"]+)\")?");
    private static final Pattern SHORT_FORM =
            Pattern.compile("[rR]egistry\\s*(?:\\(\\))?\\s*\\.(counter|gauge|timer|summary)\\(");

    private DeclaredMetrics() {}

    public static Set<String> in(Path sources) throws IOException {
        Set<String> names = new TreeSet<>();
        try (Stream<Path> files = Files.walk(sources)) {
            List<Path> classes =
                    files.filter(file -> file.toString().endsWith(".java")).toList();
            for (Path file : classes) {
                String source = Files.readString(file);
                if (SHORT_FORM.matcher(source).find()) {
                    throw new AssertionError(file + " declares a meter without its builder");
                }
                BUILDER.matcher(source).results().forEach(meter -> {
                    String suffix = SUFFIXES.get(meter.group(1));
                    if (suffix == null || meter.group(2) == null) {
                        throw new AssertionError(
                                file + " declares a meter of an unknown kind or name: " + meter.group());
                    }
                    names.add(meter.group(2).replace('.', '_') + suffix);
                });
            }
        }
        return names;
    }
}
