package org.downloadtoken.bench.server;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A server in its own process on its own core. */
public final class Server implements AutoCloseable {
    /**
     * Below the ports of outgoing connections, so that no connection of a load takes the port of a later server. Random, since two
     * benchmarks that run at once would both find the same port free before their servers listen.
     */
    private static final AtomicInteger NEXT_PORT =
            new AtomicInteger(ThreadLocalRandom.current().nextInt(27_000, 32_000));

    private static final int START_SECONDS = 30;

    private final List<String> command;
    private final Process process;
    private final String origin;
    private final int port;
    private final Metrics metrics;

    private Server(List<String> command, Process process, String scheme, int port, Metrics metrics) {
        this.command = command;
        this.process = process;
        this.origin = scheme + "://127.0.0.1:" + port;
        this.port = port;
        this.metrics = metrics;
    }

    /** Starts a process on the core of the servers, and waits until it listens on the port. */
    static Server start(List<String> command, Map<String, String> environment, int port) throws IOException {
        return start(command, environment, port, Metrics.NONE, List.of(port));
    }

    /** Starts a service on the core of the servers, and waits until it listens on both ports. */
    static Server start(List<String> command, Map<String, String> environment, int port, int managementPort)
            throws IOException {
        return start(command, environment, port, Metrics.at(managementPort), List.of(port, managementPort));
    }

    private static Server start(
            List<String> command, Map<String, String> environment, int port, Metrics metrics, List<Integer> ports)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(Cores.on(Cores.SERVER, command)).inheritIO();
        builder.environment().putAll(environment);
        String scheme = environment.containsKey("TLS_CERT_FILE") ? "https" : "http";
        Server server = new Server(command, builder.start(), scheme, port, metrics);
        try {
            for (int awaited : ports) {
                server.awaitListening(awaited);
            }
            return server;
        } catch (IOException e) {
            server.close();
            throw e;
        }
    }

    static int freePort() {
        while (true) {
            try (ServerSocket socket = new ServerSocket(NEXT_PORT.getAndIncrement())) {
                return socket.getLocalPort();
            } catch (IOException used) {
                // The next one may be free. A port above 65535 throws another exception.
            }
        }
    }

    public int port() {
        return port;
    }

    public String origin() {
        return origin;
    }

    public long pid() {
        return process.pid();
    }

    public Metrics metrics() {
        return metrics;
    }

    /** The CPU time of the process, in microseconds. */
    public double cpuMicros() throws IOException {
        return ProcessCpu.micros(pid());
    }

    /** The resident memory, in KiB. */
    public long residentKibibytes() throws IOException {
        return Files.readAllLines(Path.of("/proc", String.valueOf(pid()), "status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A port was free some time ago, so another process may have taken it: only a socket of this process counts. */
    private void awaitListening(int awaited) throws IOException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (System.nanoTime() < deadline) {
            ListeningSockets sockets = ListeningSockets.on(awaited);
            if (!process.isAlive()) {
                throw failure(awaited, "ended with exit code " + process.exitValue());
            }
            if (!sockets.isEmpty()) {
                if (sockets.belongTo(pid())) {
                    return;
                }
                throw failure(awaited, "another process listens there");
            }
            pause();
        }
        throw failure(awaited, "did not listen within " + START_SECONDS + " s");
    }

    private IOException failure(int awaited, String reason) {
        return new IOException("no server on port " + awaited + ": " + reason + " (" + String.join(" ", command) + ")");
    }

    private static void pause() throws InterruptedIOException {
        try {
            TimeUnit.MILLISECONDS.sleep(10);
        } catch (InterruptedException e) {
            throw new InterruptedIOException();
        }
    }
}
