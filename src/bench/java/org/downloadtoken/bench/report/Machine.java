package org.downloadtoken.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Facts about the machine that do not depend on its load or on the governor of its clock. */
final class Machine {
    private static final Path CPU = Path.of("/sys/devices/system/cpu/cpu0");

    private Machine() {}

    /** One fact a line. A value that the kernel does not give is "unknown". */
    static List<String> facts() throws IOException {
        List<String> cpu = firstCpu();
        List<String> facts = new ArrayList<>();
        facts.add("Core: " + value(cpu, "model name") + ", family " + value(cpu, "cpu family") + ", model "
                + value(cpu, "model") + ", stepping " + value(cpu, "stepping") + ", " + value(cpu, "bogomips")
                + " BogoMIPS");
        facts.add("Cores: " + Runtime.getRuntime().availableProcessors() + "; CPUs that share the server's core: "
                + read(CPU.resolve("topology/thread_siblings_list")));
        facts.add("Caches: " + caches());
        Set<String> flags = Set.of(value(cpu, "flags").split(" "));
        facts.add("Instructions for SHA-256: " + (flags.contains("sha_ni") ? "yes" : "no") + "; virtual machine: "
                + (flags.contains("hypervisor") ? "yes" : "no"));
        facts.add("Kernel: " + System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                + System.getProperty("os.arch"));
        return facts;
    }

    private static List<String> firstCpu() throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.takeWhile(line -> !line.isBlank()).toList();
        }
    }

    private static String value(List<String> lines, String name) {
        return lines.stream()
                .filter(line -> line.matches(name + "\\s*:.*"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse("unknown");
    }

    private static String caches() throws IOException {
        if (!Files.isDirectory(CPU.resolve("cache"))) {
            return "unknown";
        }
        try (Stream<Path> indexes = Files.list(CPU.resolve("cache"))) {
            return indexes.filter(index -> Files.exists(index.resolve("size")))
                    .sorted()
                    .map(index -> "L" + read(index.resolve("level")) + " " + read(index.resolve("type")) + " "
                            + read(index.resolve("size")))
                    .collect(Collectors.joining(", "));
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            return "unknown";
        }
    }
}
