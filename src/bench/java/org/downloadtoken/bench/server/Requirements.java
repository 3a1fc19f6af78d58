package org.downloadtoken.bench.server;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What a complete run needs of the machine. */
public final class Requirements {
    private static final long OPEN_FILES =
            16_000; // the connections of the overload case, and some of the process itself

    private Requirements() {}

    /** Names each missing requirement and where it comes from. Empty if nothing is missing. */
    public static List<String> missing(List<Jdk> jdks) throws IOException {
        List<String> missing = new ArrayList<>();
        tools().forEach((tool, debianPackage) -> {
            if (!isInPath(tool)) {
                missing.add(tool + " in PATH (Debian package " + debianPackage + ")");
            }
        });
        for (Jdk jdk : jdks) {
            if (!Files.isExecutable(jdk.jcmd())) {
                missing.add(jdk.jcmd() + " (a JDK, such as Debian package openjdk-17-jdk-headless)");
            }
        }
        long limit = openFiles();
        if (limit < OPEN_FILES) {
            missing.add("%d open files (the limit is %d; raise it with ulimit -n)".formatted(OPEN_FILES, limit));
        }
        return missing;
    }

    /** The tools with their Debian packages. */
    private static Map<String, String> tools() {
        Map<String, String> tools =
                new TreeMap<>(Map.of("curl", "curl", "h2load", "nghttp2-client", "nginx", "nginx", "wrk", "wrk"));
        if (Cores.arePinned()) {
            tools.put("taskset", "util-linux");
        }
        return tools;
    }

    private static boolean isInPath(String tool) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, tool)));
    }

    /** The limit of this process, which its children inherit. Java has raised it to the hard limit. */
    private static long openFiles() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                ? unix.getMaxFileDescriptorCount()
                : OPEN_FILES;
    }
}
