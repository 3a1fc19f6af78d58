package org.downloadtoken.testing.program;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The jar in its own process, with exactly these variables, whose output a test reads. */
public final class JarProcess implements AutoCloseable {
    private final Process process;
    private final Path output;

    private JarProcess(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /**
     * Starts the jar.
     *
     * @param directory the working directory, in which the output is written
     * @param arguments options of the JVM, which begin with a dash, and then the arguments of the jar
     */
    public static JarProcess start(Path directory, Map<String, String> environment, String... arguments) {
        return start(Path.of(System.getProperty("service.jar")), directory, environment, arguments);
    }

    /** Starts a copy of the jar, beside which a test has put other files. */
    public static JarProcess start(Path jar, Path directory, Map<String, String> environment, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx128m");
        Arrays.stream(arguments).filter(argument -> argument.startsWith("-")).forEach(command::add);
        command.addAll(List.of("-jar", jar.toString()));
        Arrays.stream(arguments).filter(argument -> !argument.startsWith("-")).forEach(command::add);
        try {
            Path output = Files.createTempFile(directory, "output", ".log");
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            builder.environment().clear();
            builder.environment().putAll(environment);
            return new JarProcess(builder.start(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until the process ends by itself. */
    public int exitCode() {
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the process does not end: " + output());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Waits until the output contains a text, and returns the output. */
    public String await(String text) {
        for (int attempt = 0; !output().contains(text); attempt++) {
            if (attempt > 600 || !process.isAlive()) {
                throw new IllegalStateException("no '" + text + "' in: " + output());
            }
            ServiceProcess.pause(50);
        }
        return output();
    }

    public String output() {
        try {
            return Files.readString(output, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public List<String> lines() {
        return output().lines().toList();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
