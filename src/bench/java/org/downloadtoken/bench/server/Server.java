package org.downloadtoken.bench.server;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A server in its own process on its own core. */
public final class Server implements AutoCloseable {
    /** Below the ports of outgoing connections, so that no connection of a load takes the port of a later server. */
    private static final AtomicInteger NEXT_PORT = new AtomicInteger(27_000);

    private static final double MICROS_PER_TICK = 10_000; // USER_HZ is 100 on every Linux
    private static final int START_SECONDS = 30;

    private final Process process;
    private final int port;
    private final Metrics metrics;

    private Server(Process process, int port, Metrics metrics) {
        this.process = process;
        this.port = port;
        this.metrics = metrics;
    }

    /** Starts a process on the core of the servers, and waits until it listens on the port. */
    static Server start(List<String> command, Map<String, String> environment, int port, Metrics metrics)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(Cores.on(Cores.SERVER, command)).inheritIO();
        builder.environment().putAll(environment);
        Server server = new Server(builder.start(), port, metrics);
        try {
            server.awaitPort();
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

    public long pid() {
        return process.pid();
    }

    public Metrics metrics() {
        return metrics;
    }

    /** The CPU time of the process, in microseconds. */
    public double cpuMicros() throws IOException {
        String stat = Files.readString(Path.of("/proc", String.valueOf(pid()), "stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * MICROS_PER_TICK;
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

    private void awaitPort() throws IOException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (process.isAlive() && System.nanoTime() < deadline) {
            try {
                new Socket(InetAddress.getLoopbackAddress(), port).close();
                return;
            } catch (IOException notYet) {
                pause();
            }
        }
        throw new IOException("no server on port " + port);
    }

    private static void pause() throws InterruptedIOException {
        try {
            TimeUnit.MILLISECONDS.sleep(10);
        } catch (InterruptedException e) {
            throw new InterruptedIOException();
        }
    }
}
