package org.downloadtoken.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.jwk.Curve;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.downloadtoken.testing.KeyFiles;
import org.downloadtoken.testing.RunningService;
import org.downloadtoken.testing.program.JarProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests what an operator reads who makes a mistake in the environment or the files of an instance. */
class OperatorErrorsIT {
    @TempDir
    Path directory;

    @Test
    void serviceLinkIsIgnoredWithAWarningAndTheConfFileIsUsed() throws Exception {
        Map<String, String> environment = new HashMap<>(RunningService.environment(Map.of()));
        Path conf = Files.writeString(
                directory.resolve("service.yaml"), "POSTGRES_PORT: " + environment.get("POSTGRES_PORT"));
        environment.putAll(Map.of("POSTGRES_PORT", "tcp://10.96.14.7:5432", "CONF_FILE", conf.toString()));

        try (JarProcess process = JarProcess.start(directory, environment)) {
            String output = process.await("started: mint at");

            assertTrue(
                    output.contains("the environment variable POSTGRES_PORT is ignored: its value is a service link"),
                    output);
        }
    }

    @Test
    void misspeltVariableIsReportedWithoutItsValue() {
        Map<String, String> environment =
                RunningService.environment(Map.of("POSTGRES_PASSWD", "hush", "HTTP_PROXY", "x"));

        try (JarProcess process = JarProcess.start(directory, environment)) {
            String output = process.await("started: mint at");

            assertTrue(output.contains("the environment variable POSTGRES_PASSWD is not a setting"), output);
            assertFalse(output.contains("hush") || output.contains("HTTP_PROXY"), output);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP_PORT", "MANAGEMENT_PORT"})
    void portInUseIsNamedWithItsSetting(String setting) throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertRefused(
                    Map.of(setting, String.valueOf(other.getLocalPort())),
                    setting + ": 127.0.0.1:" + other.getLocalPort() + " is already in use");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "HTTP_HOST, 192.0.2.1, HTTP_HOST: 192.0.2.1 is not an address of this machine",
        "MANAGEMENT_HOST, 192.0.2.1, MANAGEMENT_HOST: 192.0.2.1 is not an address of this machine",
        "HTTP_HOST, nowhere.invalid, HTTP_HOST: the host name nowhere.invalid cannot be resolved",
        "HTTP_HOST, http://0.0.0.0:8080, the port belongs in HTTP_PORT",
        "POSTGRES_HOST, db:5432, the port belongs in POSTGRES_PORT",
        "POSTGRES_HOST, postgres://reader:hush@db/geolens, HOST must be a host name",
        "POSTGRES_USER, reader:hush@db, POSTGRES_USER must be a name",
        "S3_ENDPOINT, https://key:hush@s3.example.com, S3_ENDPOINT must be a URL",
        "JWT_SECRET_KEY_FILE, /, names a directory"
    })
    void invalidValueIsRefusedInOneLineWithoutCredentials(String setting, String value, String message) {
        String output = assertRefused(Map.of(setting, value), message);

        assertFalse(output.contains("hush"), output);
    }

    @Test
    void keyFileThatIsNotUsedIsReportedAtStartAndWhenItAppears() throws Exception {
        Path keys = Files.createDirectory(directory.resolve("keys"));
        new KeyFiles(keys)
                .pem("2026-11", KeyFiles.ec(Curve.P_256).toPrivateKey())
                .signing("2026-11");
        Files.writeString(keys.resolve("2026-12.PEM"), "");
        Files.writeString(keys.resolve("..data"), "");

        try (JarProcess process =
                JarProcess.start(directory, RunningService.environment(Map.of("SIGNING_KEYS_DIR", keys.toString())))) {
            process.await("has files that are not used: [2026-12.PEM]; a key file is named");
            process.await("started: mint at");
            Files.writeString(keys.resolve("2027 01.pem"), "");

            process.await("has files that are not used: [2026-12.PEM, 2027 01.pem]");
        }
    }

    private String assertRefused(Map<String, String> settings, String message) {
        Map<String, String> environment = new HashMap<>(RunningService.environment(settings));
        if (settings.containsKey("JWT_SECRET_KEY_FILE")) {
            environment.remove("JWT_SECRET_KEY");
        }
        try (JarProcess process = JarProcess.start(directory, environment)) {
            assertEquals(1, process.exitCode(), process::output);
            assertEquals(1, process.lines().size(), process::output);
            assertTrue(process.output().contains(message), process::output);
            return process.output();
        }
    }
}
