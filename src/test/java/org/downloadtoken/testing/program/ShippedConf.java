package org.downloadtoken.testing.program;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The shipped proxy configurations with the addresses and directories of a test. */
public final class ShippedConf {
    private ShippedConf() {}

    /** The configuration for a service, with files and logs in these directories. PORT is replaced by the port later. */
    public static String nginx(int service, Path root, Path logs) {
        return replace(
                read("nginx.conf"),
                "127.0.0.1:8080",
                "127.0.0.1:" + service,
                "listen 8088;",
                "listen 127.0.0.1:PORT;",
                "/var/log/nginx",
                logs.toString(),
                "/srv/cogs",
                root.toString());
    }

    /** The configuration like {@link #nginx}, with a store of tiles at this port. */
    public static String nginxWithStore(int service, int store, Path root, Path logs) {
        return replace(nginx(service, root, logs), "127.0.0.1:8091", "127.0.0.1:" + store);
    }

    /** The configuration in front of GeoLens, like {@link #nginx}. */
    public static String geolensNginx(int service, int geolens, Path logs) {
        return replace(
                read("geolens-nginx.conf"),
                "127.0.0.1:8080",
                "127.0.0.1:" + service,
                "127.0.0.1:8090",
                "127.0.0.1:" + geolens,
                "listen 8088;",
                "listen 127.0.0.1:PORT;",
                "/var/log/nginx",
                logs.toString());
    }

    public static String caddy(int service, Path root, Path logs, int port) {
        return replace(
                read("Caddyfile"),
                "127.0.0.1:8080",
                "127.0.0.1:" + service,
                ":8089",
                ":" + port,
                "/var/log/caddy",
                logs.toString(),
                "/srv/cogs",
                root.toString());
    }

    /** The configuration like {@link #caddy}, with a store of tiles at this port. */
    public static String caddyWithStore(int service, int store, Path root, Path logs, int port) {
        return replace(caddy(service, root, logs, port), "127.0.0.1:8091", "127.0.0.1:" + store);
    }

    private static String replace(String text, String... pairs) {
        String replaced = text;
        for (int i = 0; i < pairs.length; i += 2) {
            if (!replaced.contains(pairs[i])) {
                throw new IllegalStateException("no " + pairs[i] + " in\n" + text);
            }
            replaced = replaced.replace(pairs[i], pairs[i + 1]);
        }
        return replaced;
    }

    private static String read(String name) {
        try {
            return Files.readString(Path.of("conf", "proxy", name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
