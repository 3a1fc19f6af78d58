package org.downloadtoken.bench.measure;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.downloadtoken.bench.server.Cores;

/** What a load generator has printed. */
record Printed(String text) {
    /** Runs a command on the core of the load until it ends. */
    static Printed by(List<String> command) throws IOException {
        Process process = new ProcessBuilder(Cores.on(Cores.LOAD, command))
                .redirectErrorStream(true)
                .start();
        return new Printed(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
    }

    boolean contains(String part) {
        return text.contains(part);
    }

    /** The number in the first group of a pattern. */
    double number(String pattern) throws IOException {
        return Double.parseDouble(find(pattern).group(1));
    }

    /** The time after a label such as "99%", in milliseconds. */
    double millis(String label) throws IOException {
        Matcher time = find(label + "\\s+([\\d.]+)(us|ms|s)");
        double value = Double.parseDouble(time.group(1));
        return switch (time.group(2)) {
            case "us" -> value / 1_000;
            case "s" -> value * 1_000;
            default -> value;
        };
    }

    private Matcher find(String pattern) throws IOException {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        if (!matcher.find()) {
            throw new IOException("no " + pattern + " in\n" + text);
        }
        return matcher;
    }
}
