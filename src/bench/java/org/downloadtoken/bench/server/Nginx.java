package org.downloadtoken.bench.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** nginx with one worker and sendfile: the baseline of downloads. */
public final class Nginx {
    private Nginx() {}

    /** Starts nginx that serves the files of a directory. */
    public static Server serve(Path directory) throws IOException {
        int port = Server.freePort();
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
        return Server.start(
                List.of("nginx", "-p", home.toString(), "-c", conf.toString(), "-e", home + "/error.log"),
                Map.of(),
                port);
    }
}
