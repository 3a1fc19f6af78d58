package org.downloadtoken.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.downloadtoken.demo.DemoDataset;
import org.downloadtoken.demo.DemoUser;
import org.downloadtoken.testing.ApiClient;
import org.downloadtoken.testing.KeyFiles;
import org.downloadtoken.testing.RunningService;
import org.downloadtoken.testing.Tokens;
import org.downloadtoken.testing.program.Daemon;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Runs the jar like an operator: configured by environment variables, stopped by a signal. */
class JarIT {
    @TempDir
    Path directory;

    @Test
    void keysCommandPrintsThePublicKeysAndTheSigningKey() throws Exception {
        Path keys = Files.createDirectory(directory.resolve("keys"));
        ECKey key = KeyFiles.ec(Curve.P_256);
        new KeyFiles(keys)
                .pem("2026-11", key.toPrivateKey())
                .pem("2026-12", KeyFiles.rsa(2048).toPrivateKey())
                .pem("2027-01", KeyFiles.ed25519())
                .signing("2026-11");

        Process process =
                new ProcessBuilder(java(), "-jar", System.getProperty("service.jar"), "keys", keys.toString()).start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String errors = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);

        assertEquals(0, process.waitFor(), errors);
        assertEquals(
                key.getX().toString(),
                new JsonObject(printed).getJsonArray("keys").getJsonObject(0).getString("x"));
        assertTrue(errors.startsWith("signs with 2026-11 (ES256)"), errors);
        assertFalse((printed + errors).contains(key.getD().toString()));
    }

    @ParameterizedTest
    @CsvSource({"keys,/nowhere/keys,cannot be read", "keis,x,unknown command 'keis'"})
    void invalidCommandPrintsOneLine(String command, String argument, String reason) throws Exception {
        Process process = new ProcessBuilder(java(), "-jar", System.getProperty("service.jar"), command, argument)
                .redirectErrorStream(true)
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertEquals(1, process.waitFor());
        assertTrue(printed.contains(reason), printed);
        assertEquals(1, printed.lines().count(), printed);
    }

    @Test
    void serviceIsConfiguredByTheEnvironmentLogsNoSecretAndDrains() throws Exception {
        int port = Daemon.freePort();
        Path output = directory.resolve("output");
        Process process = start(
                output,
                RunningService.environment(Map.of(
                        "HTTP_PORT", String.valueOf(port),
                        "HTTP_BASE_PATH", "/tokens/v1",
                        "MANAGEMENT_PORT", String.valueOf(Daemon.freePort()),
                        "LOG_FORMAT", "json",
                        "LOG_LEVEL", "DEBUG",
                        "AUDIT_LOG", "on")));
        String session = Tokens.session(DemoUser.ANALYST);
        String path = "/tokens/v1/auth/download-token/" + DemoDataset.RESTRICTED.id();
        ApiClient client = await(port, "/tokens/v1", output);

        String token = client.request("POST", path, "Authorization", "Bearer " + session)
                .token();
        assertEquals(
                401,
                client.request("POST", path, "Authorization", "Bearer x." + session)
                        .status());
        assertEquals(
                403,
                client.request("POST", path, "X-Api-Key", "demo-analyst-read-only")
                        .status());
        assertEquals(404, client.request("POST", path).status());
        process.toHandle().destroy();

        assertTrue(process.waitFor(25, TimeUnit.SECONDS));
        assertEquals(0, process.exitValue());
        String log = Files.readString(output);
        log.lines().forEach(JsonObject::new);
        assertTrue(log.contains("started: mint at"), log);
        assertEquals(List.of("granted", "unauthorized", "forbidden", "not_found"), audited(log));
        for (String secret : List.of(session, token, RunningService.SECRET, "demo-analyst-read-only")) {
            assertFalse(log.contains(secret), log);
        }
    }

    private static List<String> audited(String log) {
        return log.lines()
                .map(JsonObject::new)
                .filter(line -> line.getString("loggerName").equals("audit"))
                .map(line -> new JsonObject(line.getString("formattedMessage")).getString("outcome"))
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "JWT_SECRET_KEY, '', at least 32 bytes",
        "JWT_SECRET_KEY, short, at least 32 bytes",
        "JWT_SECRET_KEY, dev-only-change-me-in-production, published example",
        "HTTP_PORT, 70000, from 0 to 65535",
        "TOKEN_TTL_SECONDS, 121, from 1 to 120",
        "POSTGRES_DB, nowhere, does not exist",
        "TRUSTED_PROXIES, 10.0.0.0/33, IP addresses"
    })
    void invalidSettingPrintsOneLineAndExitsWith1(String setting, String value, String message) throws Exception {
        Path output = directory.resolve("output");
        Process process = start(output, RunningService.environment(Map.of(setting, value)));

        assertTrue(process.waitFor(30, TimeUnit.SECONDS));
        assertEquals(1, process.exitValue());
        List<String> lines = Files.readAllLines(output);
        assertEquals(1, lines.size(), lines::toString);
        assertTrue(lines.get(0).contains(message), lines::toString);
    }

    @Test
    void unknownKeyOfTheConfFilePrintsOneLineAndExitsWith1() throws Exception {
        Path conf = Files.writeString(directory.resolve("service.yaml"), "HTTP_PROT: 8080\n");
        Path output = directory.resolve("output");
        Process process = start(output, RunningService.environment(Map.of("CONF_FILE", conf.toString())));

        assertTrue(process.waitFor(30, TimeUnit.SECONDS));
        assertEquals(1, process.exitValue());
        List<String> lines = Files.readAllLines(output);
        assertEquals(1, lines.size(), lines::toString);
        assertTrue(lines.get(0).contains("unknown setting 'HTTP_PROT'"), lines::toString);
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private Process start(Path output, Map<String, String> environment) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        java(),
                        "-Xmx128m",
                        "-Duser.language=tr", // in Turkish, the upper case of i is another letter
                        "-Duser.country=TR",
                        "-jar",
                        System.getProperty("service.jar"))
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().clear();
        builder.environment().putAll(new HashMap<>(environment));
        return builder.start();
    }

    /** Waits until the port answers. Fails with the output of the process if it does not. */
    private static ApiClient await(int port, String basePath, Path output) throws Exception {
        for (int attempt = 0; attempt < 300; attempt++) {
            try {
                return new ApiClient(port, basePath);
            } catch (java.io.UncheckedIOException notYet) {
                TimeUnit.MILLISECONDS.sleep(100);
            }
        }
        throw new AssertionError(Files.readString(output));
    }
}
