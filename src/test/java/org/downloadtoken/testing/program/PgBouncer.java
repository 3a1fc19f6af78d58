package org.downloadtoken.testing.program;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

/** Starts a real PgBouncer in front of a Postgres. */
public final class PgBouncer {
    private PgBouncer() {}

    /**
     * Starts a pooler whose other settings are the defaults of Debian.
     *
     * @param mode session or transaction
     */
    public static Daemon start(Path directory, int postgresPort, String mode) {
        boolean root = System.getProperty("user.name").equals("root"); // PgBouncer does not run as root
        int port = Daemon.freePort();
        try {
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
            Path users = Files.writeString(directory.resolve("users.txt"), "\"download_token_service\" \"\"\n");
            Path configuration = Files.writeString(directory.resolve("pgbouncer.ini"), """
                    [databases]
                    * = host=127.0.0.1 port=%d
                    [pgbouncer]
                    listen_addr = 127.0.0.1
                    listen_port = %d
                    unix_socket_dir =
                    auth_type = trust
                    auth_file = %s
                    pool_mode = %s
                    %s
                    """.formatted(
                            postgresPort, port, users, mode, root ? "user = nobody" : ""));
            return Daemon.start(port, directory.resolve("output"), Map.of(), "pgbouncer", configuration.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
