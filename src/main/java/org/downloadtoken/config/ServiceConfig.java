package org.downloadtoken.config;

import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** All settings of one instance, each group for the class that uses it. */
public record ServiceConfig(
        Http http,
        Management management,
        Catalog catalog,
        Tokens tokens,
        Sessions sessions,
        Duration publicCacheTtl,
        Downloads downloads,
        ForwardAuth forwardAuth,
        Log log) {

    public ServiceConfig {
        if (tokens.secret().value().isEmpty() && (tokens.keys().isEmpty() || !sessions.isForeign())) {
            throw new ConfigException(Setting.JWT_SECRET_KEY + " must have at least " + Tokens.SECRET_BYTES
                    + " bytes, but is not set; make one with: openssl rand -hex 32");
        }
        // Vert.x lets two servers share a port, and would then hand management to strangers every other time.
        if (http.port != 0 && http.port == management.port) {
            throw new ConfigException(
                    Setting.MANAGEMENT_PORT + " must differ from " + Setting.HTTP_PORT + ", but both are " + http.port);
        }
    }

    /** Where the contract is served; port 0 picks a free one. */
    public record Http(String host, int port, String basePath, int eventLoops, List<String> corsAllowedOrigins) {
        private static final String ORIGIN = "https?://([a-z0-9.-]+|\\[[0-9a-f:]+])(:\\d{1,5})?";

        public Http {
            corsAllowedOrigins = List.copyOf(corsAllowedOrigins);
            for (String origin : corsAllowedOrigins) {
                if (!origin.matches(ORIGIN) && !(origin.equals("*") && corsAllowedOrigins.size() == 1)) {
                    throw SettingReader.wrong(
                            Setting.CORS_ALLOWED_ORIGINS,
                            String.join(",", corsAllowedOrigins),
                            "a comma-separated list of origins such as https://viewer.example.com, or * alone");
                }
            }
        }
    }

    /** Where liveness, readiness and metrics are served; port 0 picks a free one. */
    public record Management(String host, int port) {}

    /** The catalog's Postgres. */
    public record Catalog(
            String host,
            int port,
            String database,
            String user,
            Secret password,
            String schema,
            SslMode sslMode,
            Optional<Path> caCertificate,
            int poolSize) {
        public Catalog {
            boolean fits = sslMode.verifies()
                    ? caCertificate.filter(Certificates::areIn).isPresent()
                    : caCertificate.isEmpty();
            if (!fits) {
                throw SettingReader.wrong(
                        Setting.DATABASE_SSL_CA_CERT,
                        caCertificate.map(Path::toString).orElse(""),
                        "a readable file of PEM certificates where " + Setting.DATABASE_SSL_MODE
                                + " is verify-ca or verify-full, and else not set");
            }
        }
    }

    /** How the service's own log lines look. */
    public record Log(LogFormat format, LogLevel level) {}

    public enum LogFormat {
        TEXT,
        JSON
    }

    public enum LogLevel {
        ERROR,
        WARN,
        INFO,
        DEBUG
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

    /**
     * Reads every setting.
     *
     * @throws ConfigException at the first that is missing or wrong
     */
    public static ServiceConfig from(JsonObject values) {
        SettingReader read = new SettingReader(values);
        Http http = http(read);
        return new ServiceConfig(
                http,
                new Management(read.text(Setting.MANAGEMENT_HOST), read.number(Setting.MANAGEMENT_PORT, 0, 65_535)),
                new Catalog(
                        read.text(Setting.POSTGRES_HOST),
                        read.number(Setting.POSTGRES_PORT, 1, 65_535),
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
                        read.number(Setting.POSTGRES_POOL_SIZE, 1, 100)),
                Tokens.from(read),
                Sessions.from(read),
                Duration.ofMillis(read.number(Setting.PUBLIC_CACHE_TTL_MS, 0, 60_000)),
                Downloads.from(read),
                ForwardAuth.from(read, http.basePath()),
                new Log(
                        read.choice(Setting.LOG_FORMAT, LogFormat.class),
                        read.choice(Setting.LOG_LEVEL, LogLevel.class)));
    }

    private static Http http(SettingReader read) {
        return new Http(
                read.text(Setting.HTTP_HOST),
                read.number(Setting.HTTP_PORT, 0, 65_535),
                read.matching(
                                Setting.HTTP_BASE_PATH,
                                "/|(/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)+",
                                "a path such as /api, without a slash at its end")
                        .replaceFirst("^/$", ""),
                read.number(Setting.EVENT_LOOPS, 1, 256),
                read.list(Setting.CORS_ALLOWED_ORIGINS));
    }
}
