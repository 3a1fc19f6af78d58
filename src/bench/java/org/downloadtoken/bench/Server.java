package org.downloadtoken.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A server in its own process on its own core. */
final class Server implements AutoCloseable {
    /** All compared JVMs use the same flags. */
    private static final List<String> FLAGS = List.of("-Xmx512m", "-Dlogback.configurationFile=logback-text.xml");

    private static final double MICROS_PER_TICK = 10_000; // USER_HZ is 100 on every Linux

    private final Process process;
    private final int port;

    private Server(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Starts a main class of the benchmark. */
    static Server bare(Class<?> main, int port, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(FLAGS);
        command.addAll(List.of("-cp", System.getProperty("bench.classpath"), main.getName(), String.valueOf(port)));
        command.addAll(Arrays.asList(arguments));
        return start(command, Map.of(), port);
    }

    /** Starts the service's jar. */
    static Server service(int port, Map<String, String> settings, String... flags) throws IOException {
        List<String> command = new ArrayList<>(FLAGS);
        command.addAll(Arrays.asList(flags));
        command.addAll(List.of("-jar", System.getProperty("service.jar")));
        return start(command, settings, port);
    }

    /** Starts nginx with one worker that serves the files of a directory. */
    static Server nginx(int port, Path directory) throws IOException {
        Path home = Files.createDirectories(directory.resolve("nginx")).toAbsolutePath();
        Path conf =
                Files.writeString(home.resolve("nginx.conf"), """
                user root;
                daemon off;
                worker_processes 1;
                pid nginx.pid;
                error_log %1$s/error.log;
                events {}
                http {
                  access_log off;
                  sendfile on;
                  server { listen 127.0.0.1:%2$d; root %3$s; }
                }
                """.formatted(home, port, directory.toAbsolutePath()));
        List<String> command =
                List.of("nginx", "-p", home.toString(), "-c", conf.toString(), "-e", home + "/error.log");
        return started(Cores.on(Cores.SERVER, command), Map.of(), port);
    }

    int port() {
        return port;
    }

    /** The CPU time of the process, in microseconds. */
    double cpuMicros() throws IOException {
        String stat = Files.readString(Path.of("/proc", String.valueOf(process.pid()), "stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * MICROS_PER_TICK;
    }

    /** The resident memory, in MiB. */
    long residentMebibytes() throws IOException {
        return Files.readAllLines(Path.of("/proc", String.valueOf(process.pid()), "status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void close() {
        process.toHandle().destroy();
        try {
            process.waitFor(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Server start(List<String> arguments, Map<String, String> settings, int port) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(arguments);
        return started(Cores.on(Cores.SERVER, command), settings, port);
    }

    private static Server started(List<String> command, Map<String, String> settings, int port) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
        builder.environment().putAll(settings);
        Server server = new Server(builder.start(), port);
        server.awaitPort();
        return server;
    }

    private void awaitPort() throws IOException {
        for (int attempt = 0; attempt < 3_000 && process.isAlive(); attempt++) {
            try {
                new Socket(InetAddress.getLoopbackAddress(), port).close();
                return;
            } catch (IOException notYet) {
                pause();
            }
        }
        throw new IOException("no server on port " + port);
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(10);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
