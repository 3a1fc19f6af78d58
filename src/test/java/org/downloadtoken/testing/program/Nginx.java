package org.downloadtoken.testing.program;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.downloadtoken.testing.ApiResponse;
import org.downloadtoken.testing.PlainClient;

/** A real nginx on a free port that writes only to its own directory. */
public final class Nginx implements AutoCloseable {
    private final Daemon daemon;
    private final Path directory;

    private Nginx(Daemon daemon, Path directory) {
        this.daemon = daemon;
        this.directory = directory;
    }

    /** Starts an nginx that serves the files below a root without other settings. */
    public static Nginx serving(Path directory, Path root) {
        return start(directory, "server { listen 127.0.0.1:PORT; root %s; }".formatted(root));
    }

    /** Starts an nginx with this content of {@code http}. PORT and LOGS are replaced by its port and directory. */
    public static Nginx start(Path directory, String http) {
        int port = Daemon.freePort();
        String conf = """
                user root;
                daemon off;
                pid nginx.pid;
                error_log LOGS/error.log;
                events {}
                http {
                  access_log LOGS/access.log;
                  client_body_temp_path LOGS/body;
                  proxy_temp_path LOGS/proxy;
                  fastcgi_temp_path LOGS/fastcgi;
                  uwsgi_temp_path LOGS/uwsgi;
                  scgi_temp_path LOGS/scgi;
                  sendfile on;
                """ + http + "}\n";
        try {
            Path file = Files.writeString(
                    directory.resolve("nginx.conf"),
                    conf.replace("PORT", String.valueOf(port)).replace("LOGS", directory.toString()));
            Daemon daemon = Daemon.start(
                    port,
                    directory.resolve("output"),
                    Map.of(),
                    "nginx",
                    "-p",
                    directory.toString(),
                    "-c",
                    file.toString(),
                    "-e",
                    directory.resolve("error.log").toString());
            return new Nginx(daemon, directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return daemon.port();
    }

    /** The directory of the logs. */
    public Path directory() {
        return directory;
    }

    public ApiResponse request(String method, String path, String... headers) {
        return new PlainClient(port()).request(method, path, headers);
    }

    @Override
    public void close() {
        daemon.close();
    }
}
