package org.downloadtoken.config;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;

/** All settings of one instance, each group for the class that uses it. */
public record ServiceConfig(
        Http http,
        Management management,
        Catalog catalog,
        Tokens tokens,
        Sessions sessions,
        PublicCache publicCache,
        Downloads downloads,
        ForwardAuth forwardAuth,
        RateLimit rateLimit,
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

    /**
     * Where the contract is served; port 0 picks a free one.
     *
     * @param maxConnections how many may be open at a time
     * @param drain how long a service that stops still takes connections, while balancers learn of it
     * @param apiPages whether there are a landing page and the contract to read and try
     */
    public record Http(
            String host,
            int port,
            String basePath,
            int eventLoops,
            int maxConnections,
            Duration drain,
            List<String> corsAllowedOrigins,
            boolean apiPages) {
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

    /**
     * How the service's own log lines look.
     *
     * @param audit whether each decision about a token is one of them
     */
    public record Log(LogFormat format, LogLevel level, boolean audit) {}

    private enum Switch {
        OFF,
        ON
    }

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
                Catalog.from(read),
                Tokens.from(read),
                Sessions.from(read),
                PublicCache.from(read),
                Downloads.from(read),
                ForwardAuth.from(read, http.basePath()),
                RateLimit.from(read),
                new Log(
                        read.choice(Setting.LOG_FORMAT, LogFormat.class),
                        read.choice(Setting.LOG_LEVEL, LogLevel.class),
                        isOn(read, Setting.AUDIT_LOG)));
    }

    private static boolean isOn(SettingReader read, Setting setting) {
        return read.choice(setting, Switch.class) == Switch.ON;
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
                read.number(Setting.MAX_CONNECTIONS, 1, 1_000_000),
                Duration.ofSeconds(read.number(Setting.DRAIN_SECONDS, 0, 300)),
                read.list(Setting.CORS_ALLOWED_ORIGINS),
                isOn(read, Setting.API_PAGES));
    }
}
