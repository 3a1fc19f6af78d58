package org.downloadtoken.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.jwk.Curve;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.downloadtoken.testing.KeyFiles;
import org.downloadtoken.testing.RunningService;
import org.downloadtoken.testing.program.Daemon;
import org.downloadtoken.testing.program.JarProcess;
import org.downloadtoken.testing.program.PgBouncer;
import org.downloadtoken.testing.program.Tool;
import org.downloadtoken.testing.store.FakeStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Runs the command check of the jar in good and in broken environments. */
class CheckCommandIT {
    private static final List<String> TABLES = List.of(
            "datasets", "records", "dataset_grants", "roles", "user_roles", "users", "api_keys", "raster_assets");

    @TempDir
    Path directory;

    @Test
    void goodEnvironmentHasOnlyGoodFindings() throws Exception {
        Path root = Files.createDirectory(directory.resolve("cogs"));
        Files.writeString(root.resolve("a.tif"), "");
        Path keys = Files.createDirectory(directory.resolve("keys"));
        new KeyFiles(keys)
                .pem("2026-11", KeyFiles.ec(Curve.P_256).toPrivateKey())
                .signing("2026-11");
        RunningService.catalog().execute(Files.readString(Path.of("conf", "sql", "invalidation.sql")));
        try (ServerSocket used = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            List<String> lines = check(
                    0,
                    Map.of(
                            "HTTP_PORT",
                            String.valueOf(used.getLocalPort()), // no port is opened
                            "DOWNLOAD_ROOT",
                            root.toString(),
                            "SIGNING_KEYS_DIR",
                            keys.toString(),
                            "RATE_LIMIT_PER_MINUTE",
                            "600",
                            "TRUSTED_PROXIES",
                            "127.0.0.1",
                            "PUBLIC_CACHE_INVALIDATION",
                            "notify"));

            assertTrue(lines.stream().allMatch(line -> line.startsWith("ok ")), lines::toString);
            assertContains(lines, "ok configuration: ");
            assertContains(lines, "ok catalog: localhost:");
            assertContains(lines, "ok catalog: the triggers notify every change");
            assertContains(lines, "ok storage: DOWNLOAD_ROOT can be read");
            assertContains(lines, "ok keys: the key ring signs with 2026-11");
            assertContains(lines, "ok keys: signatures by the JDK");
        } finally {
            RunningService.catalog().execute(Files.readString(Path.of("conf", "sql", "invalidation-uninstall.sql")));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "POSTGRES_PORT | 1 | fail catalog: ",
                "POSTGRES_DB | nowhere | fail catalog: Postgres rejects a query or the login",
                "POSTGRES_HOST | nowhere.invalid | fail catalog: ",
                "POSTGRES_HOST | postgres://reader:hush@db/geolens | fail configuration: POSTGRES_HOST must be",
                "DATABASE_SSL_MODE | require | fail catalog: Postgres has TLS off",
                "CATALOG_SCHEMA | nowhere | fail catalog: nowhere.records does not exist",
                "JWT_SECRET_KEY | hush | fail configuration: JWT_SECRET_KEY must have at least 32 bytes",
                "SIGNING_KEYS_DIR | . | fail keys: ",
                "DOWNLOAD_ROOT | /nowhere | fail configuration: DOWNLOAD_ROOT must be"
            })
    void brokenEnvironmentFails(String setting, String value, String finding) {
        assertContains(check(1, Map.of(setting, value)), finding);
    }

    @Test
    void storeWithoutConnectionFails() {
        assertContains(check(1, bucket("http://127.0.0.1:1")), "fail storage: bucket cogs cannot be used: ");
    }

    @Test
    void bucketThatCannotBeListedIsAWarning() {
        try (FakeStore store = new FakeStore()) {
            store.answers(request -> FakeStore.error(request, 403, "AccessDenied"));

            List<String> lines = check(0, bucket("http://127.0.0.1:" + store.port()));

            assertContains(
                    lines, "warn storage: bucket cogs cannot be listed with these credentials, so a missing object");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "HTTP_PROT | hush | warn environment: the environment variable HTTP_PROT is not a setting",
                "HTTP_PORT | tcp://10.96.14.7:80 | warn environment: the environment variable HTTP_PORT is ignored",
                "PUBLIC_CACHE_INVALIDATION | notify | warn catalog: trigger download_token_updated of catalog.records is not",
                "POSTGRES_USER | postgres | warn catalog: postgres is a superuser",
                "POSTGRES_USER | a_writer | warn catalog: a_writer owns or may change [records]",
                "LC_ALL | POSIX | warn storage: DOWNLOAD_ROOT: the locale of this process",
                "RATE_LIMIT_PER_MINUTE | 0 | warn clients: RATE_LIMIT_PER_MINUTE is 0",
                "TRUSTED_PROXIES | '' | warn clients: TRUSTED_PROXIES is not set"
            })
    void surpriseIsAWarning(String setting, String value, String finding) throws Exception {
        RunningService.catalog().execute("""
                DROP ROLE IF EXISTS a_writer; CREATE ROLE a_writer LOGIN IN ROLE download_token_service;
                GRANT UPDATE ON catalog.records TO a_writer""");
        try {
            assertContains(check(0, Map.of("DOWNLOAD_ROOT", directory.toString(), setting, value)), finding);
        } finally {
            RunningService.catalog().execute("DROP OWNED BY a_writer; DROP ROLE a_writer");
        }
    }

    @Test
    void eachTableWithoutTheRightToSelectIsNamed() {
        RunningService.catalog().execute("""
                DROP ROLE IF EXISTS half_reader; CREATE ROLE half_reader LOGIN;
                GRANT USAGE ON SCHEMA catalog TO half_reader;
                GRANT SELECT ON catalog.records, catalog.datasets TO half_reader""");
        try {
            List<String> lines = check(1, Map.of("POSTGRES_USER", "half_reader"));

            assertContains(lines, "fail catalog: half_reader has no right to SELECT from catalog.users");
            assertContains(lines, "fail catalog: half_reader has no right to SELECT from catalog.raster_assets");
            assertFalse(lines.toString().contains("SELECT from catalog.records"), lines::toString);
        } finally {
            RunningService.catalog().execute("DROP OWNED BY half_reader; DROP ROLE half_reader");
        }
    }

    @Test
    void missingIndexOfTheApiKeysIsAWarning() {
        StringBuilder copies = new StringBuilder("CREATE SCHEMA unindexed; ");
        for (String table : TABLES) {
            copies.append("CREATE TABLE unindexed.%1$s (LIKE catalog.%1$s); ".formatted(table));
        }
        RunningService.catalog().execute(copies + """
                GRANT USAGE ON SCHEMA unindexed TO download_token_service;
                GRANT SELECT ON ALL TABLES IN SCHEMA unindexed TO download_token_service""");
        try {
            assertContains(
                    check(0, Map.of("CATALOG_SCHEMA", "unindexed")),
                    "warn catalog: api_keys.key_hash has no index, so each lookup of an API key scans the table");
        } finally {
            RunningService.catalog().execute("DROP SCHEMA unindexed CASCADE");
        }
    }

    @Test
    void poolerInTransactionModeFails() {
        Tool.PGBOUNCER.require();
        int postgres = RunningService.catalog().port();
        try (Daemon pooler = PgBouncer.start(directory, postgres, "transaction")) {
            assertContains(
                    check(1, Map.of("POSTGRES_PORT", String.valueOf(pooler.port()))),
                    "fail catalog: Postgres is behind a pooler in transaction mode");
        }
    }

    @Test
    void issuerWithoutUsableKeysFailsAndItsUrlIsNotPrinted() throws Exception {
        HttpServer issuer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        issuer.start();
        try {
            List<String> lines = check(
                    1,
                    Map.of(
                            "SESSION_JWKS_URL",
                            "http://localhost:" + issuer.getAddress().getPort() + "/certs?token=hush",
                            "SESSION_ISSUER",
                            "https://id.example.com",
                            "SESSION_AUDIENCE",
                            "downloads"));

            assertContains(lines, "fail keys: cannot fetch the keys of the session issuer from localhost");
        } finally {
            issuer.stop(0);
        }
    }

    @Test
    void silentCatalogEndsTheCheckWithAFailure() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            assertContains(check(1, Map.of("POSTGRES_PORT", String.valueOf(silent.getLocalPort()))), "fail catalog: ");
        }
    }

    private List<String> check(int exitCode, Map<String, String> settings) {
        try (JarProcess process = JarProcess.start(directory, environment(settings), "check")) {
            assertEquals(exitCode, process.exitCode(), process::output);
            List<String> lines = process.lines();
            assertTrue(lines.stream().allMatch(line -> line.matches("(ok|warn|fail) [a-z]+: .+")), process::output);
            assertFalse(process.output().contains("hush"), process::output);
            assertFalse(process.output().contains(RunningService.SECRET), process::output);
            return lines;
        }
    }

    private static Map<String, String> bucket(String endpoint) {
        return Map.of(
                "DOWNLOAD_STORAGE", "s3",
                "S3_BUCKET", "cogs",
                "S3_ENDPOINT", endpoint,
                "AWS_ACCESS_KEY_ID", "key",
                "AWS_SECRET_ACCESS_KEY", "hush");
    }

    private static Map<String, String> environment(Map<String, String> settings) {
        Map<String, String> environment = new HashMap<>(RunningService.environment(Map.of("LC_ALL", "C.UTF-8")));
        environment.putAll(settings);
        return environment;
    }

    private static void assertContains(List<String> lines, String finding) {
        assertTrue(lines.stream().anyMatch(line -> line.startsWith(finding)), lines::toString);
    }
}
