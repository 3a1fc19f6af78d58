package org.downloadtoken.config;

import java.util.Optional;

/** Every setting, by the name that it has in the environment and in the conf file, with its default. */
public enum Setting {
    HTTP_HOST("0.0.0.0"),
    HTTP_PORT("8080"),
    HTTP_BASE_PATH("/api"),
    MANAGEMENT_HOST("0.0.0.0"),
    MANAGEMENT_PORT("9090"),
    EVENT_LOOPS(String.valueOf(Runtime.getRuntime().availableProcessors())),
    POSTGRES_HOST("localhost"),
    POSTGRES_PORT("5432"),
    POSTGRES_DB("geolens"),
    POSTGRES_USER("geolens"),
    POSTGRES_PASSWORD("", true),
    POSTGRES_POOL_SIZE("8"),
    CATALOG_SCHEMA("catalog"),
    DATABASE_SSL_MODE("prefer"),
    DATABASE_SSL_CA_CERT(""),
    JWT_SECRET_KEY("", true),
    SIGNING_KEYS_DIR(""),
    SESSION_PUBLIC_KEY(""),
    SESSION_JWKS_URL(""),
    SESSION_ISSUER(""),
    SESSION_AUDIENCE(""),
    SESSION_ALGORITHMS("RS256,ES256,EdDSA"),
    SESSION_USER_ID_CLAIM("sub"),
    TOKEN_TTL_SECONDS("120"),
    CLOCK_SKEW_SECONDS("0"),
    PUBLIC_CACHE_TTL_MS("5000"),
    PUBLIC_CACHE_INVALIDATION("ttl"),
    MAX_CONNECTIONS(String.valueOf(connectionsThatTheHeapHolds())),
    DRAIN_SECONDS("5"),
    CORS_ALLOWED_ORIGINS(""),
    API_PAGES("on"),
    DOWNLOAD_STORAGE("file"),
    DOWNLOAD_ROOT(""),
    S3_BUCKET(""),
    S3_ENDPOINT(""),
    S3_PUBLIC_ENDPOINT(""),
    S3_DELIVERY("redirect"),
    S3_REGION("us-east-1"),
    DOWNLOAD_ROLES(""),
    FORWARD_AUTH_URI_HEADER("X-Original-URI"),
    FORWARD_AUTH_PATH(""),
    RATE_LIMIT_PER_MINUTE("0"),
    TRUSTED_PROXIES(""),
    LOG_FORMAT("text"),
    LOG_LEVEL("INFO"),
    AUDIT_LOG("off");

    /** An open connection holds some 7 KiB of heap, and with a request under way twice that. */
    private static final int HEAP_OF_A_CONNECTION = 32 << 10;

    private final String defaultValue;
    private final boolean secret;

    Setting(String defaultValue) {
        this(defaultValue, false);
    }

    Setting(String defaultValue, boolean secret) {
        this.defaultValue = defaultValue;
        this.secret = secret;
    }

    /** The default; an empty one means that there is none, or that the setting is off. */
    public String defaultValue() {
        return defaultValue;
    }

    /** The name under which a secret's file can be given instead, as container platforms mount them. */
    public Optional<String> fileName() {
        return secret ? Optional.of(name() + "_FILE") : Optional.empty();
    }

    private static long connectionsThatTheHeapHolds() {
        return Math.min(20_000, Runtime.getRuntime().maxMemory() / HEAP_OF_A_CONNECTION);
    }
}
