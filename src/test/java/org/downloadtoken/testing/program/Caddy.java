package org.downloadtoken.testing.program;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Starts a real Caddy that writes only to its own directory. */
public final class Caddy {
    private Caddy() {}

    public static Daemon start(Path directory, int port, String caddyfile) {
        try {
            Path file = Files.writeString(
                    directory.resolve("Caddyfile"),
                    caddyfile.replaceFirst("(?m)^\\{$", "{\n\tadmin off\n\tauto_https off"));
            return Daemon.start(
                    port,
                    directory.resolve("output"),
                    Map.of(
                            "HOME", directory.toString(),
                            "XDG_DATA_HOME", directory.toString(),
                            "XDG_CONFIG_HOME", directory.toString()),
                    "caddy",
                    "run",
                    "--adapter",
                    "caddyfile",
                    "--config",
                    file.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
