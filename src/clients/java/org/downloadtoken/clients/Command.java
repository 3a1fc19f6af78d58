package org.downloadtoken.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A program that runs to its end in a directory, with additional environment variables. */
record Command(Path directory, Map<String, String> environment) {
    private static final int TIMEOUT_MINUTES = 5;

    static Command in(Path directory) {
        return new Command(directory, Map.of());
    }

    Command with(Map<String, String> additional) {
        Map<String, String> all = new HashMap<>(environment);
        all.putAll(additional);
        return new Command(directory, all);
    }

    /** Runs the program. A program that takes more than five minutes is ended, and its exit code is that of the signal. */
    Result run(String... command) {
        try {
            Path output = Files.createTempFile("command", ".log");
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            builder.environment().putAll(environment);
            Process process = builder.start();
            if (!process.waitFor(TIMEOUT_MINUTES, TimeUnit.MINUTES)) {
                process.destroyForcibly();
            }
            Result result = new Result(
                    String.join(" ", command), process.waitFor(), Files.readString(output, StandardCharsets.UTF_8));
            Files.delete(output);
            return result;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /**
     * The end of a program.
     *
     * @param output its standard output and its errors
     */
    record Result(String command, int exitCode, String output) {
        Result requireSuccess() {
            assertEquals(0, exitCode, () -> command + "\n" + output);
            return this;
        }
    }
}
