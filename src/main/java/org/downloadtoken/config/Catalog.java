package org.downloadtoken.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.downloadtoken.config.setting.ChoiceSetting;
import org.downloadtoken.config.setting.ConfigException;
import org.downloadtoken.config.setting.IntSetting;
import org.downloadtoken.config.setting.ListSetting;
import org.downloadtoken.config.setting.PathSetting;
import org.downloadtoken.config.setting.Secret;
import org.downloadtoken.config.setting.SecretSetting;
import org.downloadtoken.config.setting.Setting;
import org.downloadtoken.config.setting.TextSetting;
import org.downloadtoken.encoding.HostPort;

/**
 * The catalog's Postgres.
 *
 * @param servers the addresses, of which one is the primary; never empty
 */
public record Catalog(
        List<HostPort> servers,
        String database,
        String user,
        Secret password,
        String schema,
        SslMode sslMode,
        Optional<Path> caCertificate,
        int poolSize) {
    /** The values of libpq's sslmode, except {@code allow}. */
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

    static final ListSetting<String> HOST = new ListSetting<>(
            "POSTGRES_HOST",
            "localhost",
            HostName::parseOrSocketPath,
            "a host name or an IP address, or up to " + CatalogServers.MAX
                    + " of them, separated by commas, not a URL; the port belongs in POSTGRES_PORT, and user, password and"
                    + " database in settings of their own",
            "Host of the catalog's Postgres. Of several hosts, the service uses the one that is the primary.");

    static final TextSetting PORT = new TextSetting(
            "POSTGRES_PORT",
            "5432",
            CatalogServers::arePorts,
            "a whole number from 1 to 65535, or one for each host, separated by commas",
            "Port of every host, or one port for each host.");

    static final TextSetting DATABASE = name("POSTGRES_DB", "Name of the catalog's database.");

    static final TextSetting USER =
            name("POSTGRES_USER", "Role of the service. It needs only SELECT on the catalog's tables.");

    static final SecretSetting PASSWORD = new SecretSetting("POSTGRES_PASSWORD", "text", "Password of that role.");

    static final IntSetting POOL_SIZE =
            new IntSetting("POSTGRES_POOL_SIZE", 8, 1, 100, "Most connections of the pool for access queries.");

    static final TextSetting SCHEMA = TextSetting.matching(
            "CATALOG_SCHEMA",
            "catalog",
            "[a-z_][a-z0-9_]{0,62}",
            "a schema's name of lower-case letters, digits and _",
            "Schema of the catalog's tables.");

    static final ChoiceSetting<SslMode> SSL_MODE = new ChoiceSetting<>(
            "DATABASE_SSL_MODE", SslMode.class, "prefer", "TLS to Postgres, as in libpq's sslmode.");

    static final PathSetting SSL_CA_CERT = new PathSetting(
            "DATABASE_SSL_CA_CERT",
            Certificates::areIn,
            "a readable file of PEM certificates",
            "Certificates of the authorities that verify-ca and verify-full trust; set only with these modes.");

    static final List<Setting> SETTINGS =
            List.of(HOST, PORT, DATABASE, USER, PASSWORD, POOL_SIZE, SCHEMA, SSL_MODE, SSL_CA_CERT);

    public Catalog {
        servers = List.copyOf(servers);
        if (sslMode.verifies() != caCertificate.isPresent()) {
            throw ConfigException.invalid(
                    SSL_CA_CERT,
                    caCertificate.map(Path::toString).orElse(""),
                    SSL_CA_CERT.allowed() + " if " + SSL_MODE.name()
                            + " is verify-ca or verify-full, and otherwise not set");
        }
    }

    static Catalog from(Map<String, String> values) {
        return new Catalog(
                CatalogServers.read(values),
                DATABASE.read(values),
                USER.read(values),
                PASSWORD.read(values),
                SCHEMA.read(values),
                SSL_MODE.read(values),
                SSL_CA_CERT.read(values),
                POOL_SIZE.read(values));
    }

    /** The servers as in a URL of libpq. */
    public String authority() {
        return servers.stream().map(HostPort::toString).collect(Collectors.joining(","));
    }

    /** Rejects URLs and texts such as user=name, because errors and the log show the name. */
    private static TextSetting name(String setting, String description) {
        return TextSetting.matching(
                setting, "geolens", "[^:=?]+", "a name without any of the characters : = ?, not a URL", description);
    }
}
