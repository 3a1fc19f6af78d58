package org.downloadtoken.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.downloadtoken.jose.Algorithm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ServiceConfigTest {
    private static final String SECRET = "0123456789abcdef0123456789abcdef";

    private static final Set<Setting> ONLY_BESIDE_ANOTHER = Set.of(
            Setting.DATABASE_SSL_CA_CERT,
            Setting.DOWNLOAD_STORAGE,
            Setting.SESSION_PUBLIC_KEY,
            Setting.SESSION_JWKS_URL,
            Setting.SESSION_ISSUER,
            Setting.SESSION_AUDIENCE);

    @Test
    void onlyTheSecretHasNoDefault() {
        ServiceConfig config = ServiceConfig.from(new JsonObject().put("JWT_SECRET_KEY", SECRET));

        assertEquals(
                new ServiceConfig(
                        new ServiceConfig.Http(
                                "0.0.0.0",
                                8080,
                                "/api",
                                Runtime.getRuntime().availableProcessors(),
                                20_000,
                                Duration.ofSeconds(5),
                                List.of(),
                                true),
                        new ServiceConfig.Management("0.0.0.0", 9090),
                        new Catalog(
                                List.of(new Catalog.Server("localhost", 5432)),
                                "geolens",
                                "geolens",
                                new Secret(""),
                                "catalog",
                                Catalog.SslMode.PREFER,
                                Optional.empty(),
                                8),
                        new Tokens(new Secret(SECRET), Optional.empty(), Duration.ofSeconds(120), Duration.ZERO),
                        new Sessions(
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Set.of(Algorithm.RS256, Algorithm.ES256, Algorithm.EDDSA),
                                "sub"),
                        new PublicCache(Duration.ofSeconds(5), PublicCache.Invalidation.TTL),
                        new Downloads(
                                Downloads.Storage.FILE,
                                Optional.empty(),
                                new Downloads.S3(
                                        "",
                                        Optional.empty(),
                                        Optional.empty(),
                                        "us-east-1",
                                        Downloads.Delivery.REDIRECT),
                                Set.of()),
                        new ForwardAuth("X-Original-URI", "/api/datasets/{dataset_id}/download/cog"),
                        new RateLimit(0, List.of()),
                        new ServiceConfig.Log(ServiceConfig.LogFormat.TEXT, ServiceConfig.LogLevel.INFO, false)),
                config);
    }

    /** Another value than the default for every setting, so that each is seen to arrive. */
    @ParameterizedTest
    @EnumSource(Setting.class)
    void everySettingArrives(Setting setting) {
        Map<Setting, String> others = new TreeMap<>();
        others.put(Setting.HTTP_HOST, "127.0.0.1");
        others.put(Setting.HTTP_PORT, "8081");
        others.put(Setting.HTTP_BASE_PATH, "/");
        others.put(Setting.MANAGEMENT_HOST, "127.0.0.1");
        others.put(Setting.MANAGEMENT_PORT, "9091");
        others.put(Setting.EVENT_LOOPS, "255");
        others.put(Setting.POSTGRES_HOST, "db");
        others.put(Setting.POSTGRES_PORT, "5433");
        others.put(Setting.POSTGRES_DB, "other");
        others.put(Setting.POSTGRES_USER, "other");
        others.put(Setting.POSTGRES_PASSWORD, "other");
        others.put(Setting.POSTGRES_POOL_SIZE, "9");
        others.put(Setting.CATALOG_SCHEMA, "other");
        others.put(Setting.DATABASE_SSL_MODE, "require");
        others.put(Setting.DATABASE_SSL_CA_CERT, "/nowhere/ca.pem");
        others.put(Setting.JWT_SECRET_KEY, SECRET + "x");
        others.put(Setting.SIGNING_KEYS_DIR, "src");
        others.put(Setting.SESSION_PUBLIC_KEY, "pom.xml");
        others.put(Setting.SESSION_JWKS_URL, "https://id.example.com/certs");
        others.put(Setting.SESSION_ISSUER, "https://id.example.com");
        others.put(Setting.SESSION_AUDIENCE, "downloads");
        others.put(Setting.SESSION_ALGORITHMS, "ES256");
        others.put(Setting.SESSION_USER_ID_CLAIM, "geolens_user");
        others.put(Setting.TOKEN_TTL_SECONDS, "60");
        others.put(Setting.CLOCK_SKEW_SECONDS, "2");
        others.put(Setting.PUBLIC_CACHE_TTL_MS, "0");
        others.put(Setting.PUBLIC_CACHE_INVALIDATION, "notify");
        others.put(Setting.MAX_CONNECTIONS, "1");
        others.put(Setting.DRAIN_SECONDS, "0");
        others.put(Setting.CORS_ALLOWED_ORIGINS, "https://viewer.example.com");
        others.put(Setting.API_PAGES, "off");
        others.put(Setting.DOWNLOAD_STORAGE, "s3");
        others.put(Setting.DOWNLOAD_ROOT, "src");
        others.put(Setting.S3_BUCKET, "public_cogs");
        others.put(Setting.S3_ENDPOINT, "https://s3_store.example.com:9000");
        others.put(Setting.S3_PUBLIC_ENDPOINT, "https://[2001:db8::7]:9000");
        others.put(Setting.S3_DELIVERY, "stream");
        others.put(Setting.S3_REGION, "eu-central-1");
        others.put(Setting.DOWNLOAD_ROLES, "analyst, editor");
        others.put(Setting.FORWARD_AUTH_URI_HEADER, "X-Forwarded-Uri");
        others.put(Setting.FORWARD_AUTH_PATH, "/cogs/{dataset_id}.tif");
        others.put(Setting.RATE_LIMIT_PER_MINUTE, "1000000");
        others.put(Setting.TRUSTED_PROXIES, "10.0.0.0/8, ::1");
        others.put(Setting.LOG_FORMAT, "JSON");
        others.put(Setting.LOG_LEVEL, "debug");
        others.put(Setting.AUDIT_LOG, "on");
        JsonObject defaults = new JsonObject().put("JWT_SECRET_KEY", SECRET);

        JsonObject changed = defaults.copy().put(setting.name(), others.get(setting));

        if (ONLY_BESIDE_ANOTHER.contains(setting)) {
            assertTrue(refusal(changed).contains(setting.name()));
        } else {
            assertFalse(ServiceConfig.from(changed).equals(ServiceConfig.from(defaults)), setting.name());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "HTTP_PORT | 65536",
                "HTTP_PORT | -1",
                "HTTP_PORT | eighty",
                "HTTP_PORT | 80.5",
                "HTTP_PORT | 99999999999",
                "HTTP_PORT | 9090",
                "HTTP_BASE_PATH | api",
                "HTTP_BASE_PATH | /api/",
                "HTTP_BASE_PATH | /a/../b",
                "HTTP_BASE_PATH | /{a}",
                "EVENT_LOOPS | 0",
                "AUDIT_LOG | yes",
                "API_PAGES | false",
                "MAX_CONNECTIONS | 0",
                "DRAIN_SECONDS | 301",
                "POSTGRES_PORT | 0",
                "POSTGRES_POOL_SIZE | 0",
                "CATALOG_SCHEMA | a\"; DROP TABLE x",
                "DATABASE_SSL_MODE | maybe",
                "TOKEN_TTL_SECONDS | 121",
                "TOKEN_TTL_SECONDS | 0",
                "CLOCK_SKEW_SECONDS | 11",
                "PUBLIC_CACHE_TTL_MS | -1",
                "PUBLIC_CACHE_INVALIDATION | never",
                "POSTGRES_PORT | 5432,5433",
                "POSTGRES_HOST | ','",
                "CORS_ALLOWED_ORIGINS | https://viewer.example.com/",
                "CORS_ALLOWED_ORIGINS | viewer.example.com",
                "CORS_ALLOWED_ORIGINS | *,https://viewer.example.com",
                "CORS_ALLOWED_ORIGINS | null",
                "SIGNING_KEYS_DIR | /nowhere/keys",
                "SIGNING_KEYS_DIR | pom.xml",
                "SESSION_PUBLIC_KEY | /nowhere/key.pem",
                "SESSION_JWKS_URL | id.example.com",
                "SESSION_JWKS_URL | ftp://id.example.com/certs",
                "SESSION_ISSUER | https://id.example.com",
                "SESSION_AUDIENCE | downloads",
                "SESSION_ALGORITHMS | HS256",
                "SESSION_ALGORITHMS | RS256,none",
                "SESSION_ALGORITHMS | ,",
                "SESSION_USER_ID_CLAIM | a claim",
                "DOWNLOAD_STORAGE | ftp",
                "DOWNLOAD_ROOT | /nowhere/cogs",
                "DOWNLOAD_ROOT | pom.xml",
                "S3_BUCKET | A_bucket",
                "S3_ENDPOINT | s3.example.com",
                "S3_ENDPOINT | https://s3.example.com/path",
                "S3_ENDPOINT | https://s3.example.com:port",
                "S3_ENDPOINT | https://s3.example.com:99999",
                "S3_PUBLIC_ENDPOINT | ftp://s3.example.com",
                "S3_DELIVERY | proxy",
                "S3_REGION | eu central",
                "FORWARD_AUTH_URI_HEADER | X-Original-URI:",
                "FORWARD_AUTH_PATH | /cogs/",
                "FORWARD_AUTH_PATH | cogs/{dataset_id}",
                "FORWARD_AUTH_PATH | /../{dataset_id}",
                "FORWARD_AUTH_PATH | /a//{dataset_id}",
                "FORWARD_AUTH_PATH | /{dataset_id}/{dataset_id}",
                "FORWARD_AUTH_PATH | /%61/{dataset_id}",
                "RATE_LIMIT_PER_MINUTE | -1",
                "RATE_LIMIT_PER_MINUTE | 1000001",
                "TRUSTED_PROXIES | proxy.example.com",
                "TRUSTED_PROXIES | localhost",
                "TRUSTED_PROXIES | 10.0.0.0/8,10.0.0.0/33",
                "TRUSTED_PROXIES | ::1/129",
                "TRUSTED_PROXIES | 0.0.0.0/0",
                "TRUSTED_PROXIES | 10.0.0.1:80",
                "TRUSTED_PROXIES | fe80::1%eth0",
                "LOG_FORMAT | xml",
                "LOG_LEVEL | loud"
            })
    void aWrongValueIsRefusedByNameAndValue(String setting, String value) {
        String refusal = refusal(new JsonObject().put("JWT_SECRET_KEY", SECRET).put(setting, value));

        assertTrue(refusal.contains(setting) && refusal.contains(value), refusal);
        assertFalse(refusal.contains("\n"), refusal);
    }

    @ParameterizedTest
    @CsvSource({
        "verify-ca, ''",
        "verify-full, ''",
        "verify-full, /nowhere/ca.pem",
        "verify-full, pom.xml",
        "require, pom.xml"
    })
    void aModeThatVerifiesNeedsAuthoritiesToTrust(String mode, String certificate) {
        assertTrue(refusal(new JsonObject()
                        .put("JWT_SECRET_KEY", SECRET)
                        .put("DATABASE_SSL_MODE", mode)
                        .put("DATABASE_SSL_CA_CERT", certificate))
                .contains("DATABASE_SSL_CA_CERT must be a readable file"));
    }

    @Test
    void aTokenMustOutliveTheClockSkew() {
        assertTrue(refusal(new JsonObject()
                        .put("JWT_SECRET_KEY", SECRET)
                        .put("TOKEN_TTL_SECONDS", "5")
                        .put("CLOCK_SKEW_SECONDS", "5"))
                .contains("CLOCK_SKEW_SECONDS"));
    }

    @ParameterizedTest
    @CsvSource({
        "''",
        "0123456789abcdef0123456789abcde",
        "dev-only-change-me-in-production",
        "demo-only-do-not-use-in-production-change-me",
        "'demo-only-do-not-use-in-production-change-me '"
    })
    void aWeakSecretIsRefusedWithoutShowingIt(String secret) {
        String refusal = refusal(new JsonObject().put("JWT_SECRET_KEY", secret));

        assertTrue(refusal.contains("JWT_SECRET_KEY"), refusal);
        assertFalse(!secret.isEmpty() && refusal.contains(secret), refusal);
    }

    @Test
    void noSecretIsPrinted() {
        String printed = ServiceConfig.from(
                        new JsonObject().put("JWT_SECRET_KEY", SECRET).put("POSTGRES_PASSWORD", "hush"))
                .toString();

        assertFalse(printed.contains(SECRET) || printed.contains("hush"), printed);
    }

    @Test
    void theReadmeAndTheConfFileNameEverySettingWithItsDefault() throws IOException {
        String readme = Files.readString(Path.of("src/site/markdown/configuration.md"));
        String conf = Files.readString(Path.of("conf", "service.yaml"));

        Set<Setting> ofTheMachine = Set.of(Setting.EVENT_LOOPS, Setting.MAX_CONNECTIONS);
        List<String> missing = Arrays.stream(Setting.values())
                .filter(setting -> !readme.contains("| `" + setting + "` |") || !conf.contains("# " + setting + ":"))
                .filter(setting -> !ofTheMachine.contains(setting))
                .map(Setting::name)
                .collect(Collectors.toList());
        Arrays.stream(Setting.values())
                .filter(setting -> !ofTheMachine.contains(setting)
                        && !setting.defaultValue().isEmpty())
                .filter(setting -> !readme.contains("| `" + setting + "` | `" + setting.defaultValue() + "` |"))
                .forEach(setting -> missing.add(setting + "=" + setting.defaultValue()));

        assertEquals(List.of(), missing);
    }

    private static String refusal(JsonObject values) {
        return String.valueOf(assertThrows(ConfigException.class, () -> ServiceConfig.from(values))
                .getMessage());
    }
}
