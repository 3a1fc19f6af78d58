package org.downloadtoken.testing.program;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.downloadtoken.testing.PlainClient;

/** The jar in its own process. Its ports stay the same after a restart. */
public final class ServiceProcess implements AutoCloseable {
    private final Path directory;
    private final Map<String, String> environment;
    private final Optional<ProcessBuilder.Redirect> output;
    private final int port = Daemon.freePort();
    private final int managementPort = Daemon.freePort();
    private Process process;

    /** Starts the process and waits until it is ready. */
    public ServiceProcess(Path directory, Map<String, String> settings) {
        this(directory, settings, Optional.empty());
    }

    private ServiceProcess(Path directory, Map<String, String> settings, Optional<ProcessBuilder.Redirect> output) {
        this.directory = directory;
        this.output = output;
        this.environment = new HashMap<>(settings);
        environment.put("HTTP_PORT", String.valueOf(port));
        environment.put("MANAGEMENT_PORT", String.valueOf(managementPort));
        this.process = run();
        awaitReady(200);
    }

    /** Starts the process with a pipe as its output. Whoever needs the output reads it from the process. */
    public static ServiceProcess withUnreadOutput(Path directory, Map<String, String> settings) {
        return new ServiceProcess(directory, settings, Optional.of(ProcessBuilder.Redirect.PIPE));
    }

    /** Starts the process with an output that accepts nothing, like a file on a full disk. */
    public static ServiceProcess withFullOutput(Path directory, Map<String, String> settings) {
        return new ServiceProcess(directory, settings, Optional.of(ProcessBuilder.Redirect.to(new File("/dev/full"))));
    }

    public int port() {
        return port;
    }

    public int managementPort() {
        return managementPort;
    }

    public Process process() {
        return process;
    }

    public String output() {
        if (output.isPresent()) {
            return "not read";
        }
        try {
            return Files.readString(directory.resolve("output-" + port));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends SIGTERM. */
    public void terminate() {
        process.toHandle().destroy(); // Process::destroy would also close the streams
    }

    /** Restarts the process with SIGTERM like an operator, and waits until it is ready. */
    public void restart() {
        terminate();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IllegalStateException("not stopped: " + output());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        start();
    }

    /** Starts the process again, and waits until it is ready. */
    public void start() {
        process = run();
        awaitReady(200);
    }

    /** Sends SIGKILL, and waits until the process has ended. */
    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** Waits until the readiness probe returns this status. */
    public void awaitReady(int status) {
        for (int attempt = 0; readiness() != status; attempt++) {
            if (attempt > 1_500 || !process.isAlive()) {
                throw new IllegalStateException("readiness is not " + status + ": " + output());
            }
            pause(20);
        }
    }

    public static void pause(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private int readiness() {
        try {
            return new PlainClient(managementPort)
                    .request("GET", "/health/ready")
                    .status();
        } catch (UncheckedIOException away) {
            return 0;
        }
    }

    private Process run() {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-jar",
                        System.getProperty("service.jar"))
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.orElseGet(() -> ProcessBuilder.Redirect.appendTo(
                        directory.resolve("output-" + port).toFile())));
        builder.environment().clear();
        builder.environment().putAll(environment);
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
