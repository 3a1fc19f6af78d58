package org.downloadtoken.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The catalog's Postgres.
 *
 * @param servers of which one is the primary; never empty
 */
public record Catalog(
        List<Server> servers,
        String database,
        String user,
        Secret password,
        String schema,
        SslMode sslMode,
        Optional<Path> caCertificate,
        int poolSize) {
    private static final int MAX_SERVERS = 8;

    /** One address to connect to. */
    public record Server(String host, int port) {
        @Override
        public String toString() {
            return host + ":" + port;
        }
    }

    /** The modes of libpq's sslmode, but for {@code allow}. */
    public enum SslMode {
        DISABLE,
        PREFER,
        REQUIRE,
        VERIFY_CA,
        VERIFY_FULL;

        public boolean verifies() {
            return this == VERIFY_CA || this == VERIFY_FULL;
        }
    }

    public Catalog {
        servers = List.copyOf(servers);
        boolean fits =
                sslMode.verifies() ? caCertificate.filter(Certificates::areIn).isPresent() : caCertificate.isEmpty();
        if (!fits) {
            throw SettingReader.wrong(
                    Setting.DATABASE_SSL_CA_CERT,
                    caCertificate.map(Path::toString).orElse(""),
                    "a readable file of PEM certificates where " + Setting.DATABASE_SSL_MODE
                            + " is verify-ca or verify-full, and else not set");
        }
    }

    static Catalog from(SettingReader read) {
        return new Catalog(
                servers(read),
                read.text(Setting.POSTGRES_DB),
                read.text(Setting.POSTGRES_USER),
                read.secret(Setting.POSTGRES_PASSWORD),
                read.matching(
                        Setting.CATALOG_SCHEMA,
                        "[a-z_][a-z0-9_]{0,62}",
                        "a schema's name of lower-case letters, digits and _"),
                read.choice(Setting.DATABASE_SSL_MODE, SslMode.class),
                Optional.of(read.text(Setting.DATABASE_SSL_CA_CERT))
                        .filter(path -> !path.isEmpty())
                        .map(Path::of),
                read.number(Setting.POSTGRES_POOL_SIZE, 1, 100));
    }

    /** The servers, as the banner names them. */
    public String authority() {
        return servers.stream().map(Server::toString).collect(Collectors.joining(","));
    }

    /** As libpq pairs them: one port for all hosts, or one for each. */
    private static List<Server> servers(SettingReader read) {
        List<String> hosts = read.list(Setting.POSTGRES_HOST);
        if (hosts.isEmpty() || hosts.size() > MAX_SERVERS) {
            throw SettingReader.wrong(
                    Setting.POSTGRES_HOST,
                    read.text(Setting.POSTGRES_HOST),
                    "a host, or up to " + MAX_SERVERS + ", separated by commas");
        }
        List<Integer> ports = read.numbers(Setting.POSTGRES_PORT, 1, 65_535);
        if (ports.size() != 1 && ports.size() != hosts.size()) {
            throw SettingReader.wrong(
                    Setting.POSTGRES_PORT,
                    read.text(Setting.POSTGRES_PORT),
                    "one port, or as many as " + Setting.POSTGRES_HOST + " has hosts (" + hosts.size() + ")");
        }
        return IntStream.range(0, hosts.size())
                .mapToObj(i -> new Server(hosts.get(i), ports.get(ports.size() == 1 ? 0 : i)))
                .toList();
    }
}
