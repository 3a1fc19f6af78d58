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

    /**
     * Runs the command and returns what it prints, errors included.
     *
     * @throws IOException with the output, if the exit code is not 0
     */
    public String output() throws IOException {
        Process process = builder().start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int exitCode = exitCode(process);
        if (exitCode != 0) {
            throw new IOException("exit code " + exitCode + " of " + String.join(" ", words) + "\n" + output);
        }
        return output;
    }

    /** Runs the command without its output. */
    public int exitCode() throws IOException {
        return exitCode(
                builder().redirectOutput(ProcessBuilder.Redirect.DISCARD).start());
    }

    private static int exitCode(Process process) throws IOException {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        }
    }

    private ProcessBuilder builder() {
        return new ProcessBuilder(words).redirectErrorStream(true);
    }
}
