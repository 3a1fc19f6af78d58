package org.downloadtoken.bench.server;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A command that runs until it ends. */
public record Command(List<String> words) {
    public static Command of(String... words) {
        return new Command(List.of(words));
    }

    /** The same command on the core of the load. */
    public Command onLoadCore() {
        return new Command(Cores.on(Cores.LOAD, words));
    }

    /** Runs the command and returns what it prints, errors included. */
    public String output() throws IOException {
        Process process = builder().start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    /** Runs the command without its output. */
    public int exitCode() throws IOException {
        try {
            return builder()
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        }
    }

    private ProcessBuilder builder() {
        return new ProcessBuilder(words).redirectErrorStream(true);
    }
}
