package org.downloadtoken.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.jwk.Curve;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.downloadtoken.demo.DemoUser;
import org.downloadtoken.testing.ApiClient;
import org.downloadtoken.testing.KeyFiles;
import org.downloadtoken.testing.Rasters;
import org.downloadtoken.testing.RunningService;
import org.downloadtoken.testing.Tokens;
import org.downloadtoken.testing.program.Daemon;
import org.downloadtoken.testing.program.JarProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests the jar under locales, time zones and encodings that a process can inherit. */
class ProcessDefaultsIT {
    private static final String FILE = "k\u00fcste/\u00eele de r\u00e9.tif";

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({
        "C.UTF-8, UTC, -Duser.language=en, true",
        "C.UTF-8, Asia/Kathmandu, -Duser.language=tr -Duser.country=TR, true",
        "C.UTF-8, America/St_Johns, -Dfile.encoding=ISO-8859-1, true",
        "C.UTF-8, UTC, -Dfile.encoding=COMPAT, true",
        "xx_XX.UTF-8, Asia/Kathmandu, -Duser.timezone=Asia/Kathmandu, false", // a locale that is not installed
        "POSIX, America/St_Johns, -Dfile.encoding=US-ASCII, false",
        "POSIX, UTC, -Duser.language=ar -Duser.country=EG, false"
    })
    void tokensAndFilesDoNotDependOnTheLocale(String locale, String zone, String options, boolean utf8)
            throws Exception {
        Path root = Files.createDirectories(directory.resolve("cogs"));
        Files.createDirectories(root.resolve(FILE).getParent());
        Files.writeString(root.resolve(FILE), "content");
        Files.writeString(root.resolve("plain.tif"), "content");
        UUID named = Rasters.withFile(FILE);
        UUID plain = Rasters.withFile("plain.tif");
        int port = Daemon.freePort();
        Map<String, String> environment = new HashMap<>(RunningService.environment(
                Map.of("HTTP_PORT", String.valueOf(port), "DOWNLOAD_ROOT", root.toString(), "AUDIT_LOG", "on")));
        environment.putAll(Map.of("LC_ALL", locale, "TZ", zone));

        try (JarProcess process = JarProcess.start(directory, environment, options.split(" "))) {
            String output = process.await("started: mint at");
            ApiClient client = new ApiClient(port);

            assertEquals(
                    !utf8,
                    output.contains("so files whose names are not ASCII cannot be opened; set LC_ALL=C.UTF-8"),
                    output);
            assertEquals(
                    200, client.mintAs(Tokens.session(DemoUser.ANALYST), plain).status());
            assertEquals(200, client.download(plain, client.token(plain)).status());
            assertEquals(
                    utf8 ? 200 : 404,
                    client.download(named, client.token(named)).status());
            if (!utf8) {
                process.await("Downloads of dataset " + named + " are answered 404: storage key ");
                process.await("\": the locale of this process has the encoding ");
            }
            assertTrue(
                    process.await("\"event\":\"mint\"").matches("(?s).*\"at\":\"20\\d\\d-\\d\\d-\\d\\dT[0-9:.]+Z\".*"));
        }
    }

    /** The secret signs the session of another program, which uses the bytes of the variable. */
    @ParameterizedTest
    @CsvSource({"POSIX, -Dfile.encoding=US-ASCII", "C.UTF-8, -Dfile.encoding=ISO-8859-1", "POSIX, -Duser.language=tr"})
    void secretInTheEnvironmentIsUtf8(String locale, String option) throws Exception {
        String secret = "\u00fcber-geheim ".repeat(4) + "\u4e2d";
        int port = Daemon.freePort();
        Map<String, String> environment = new HashMap<>(
                RunningService.environment(Map.of("HTTP_PORT", String.valueOf(port), "JWT_SECRET_KEY", secret)));
        environment.put("LC_ALL", locale);

        try (JarProcess process = JarProcess.start(directory, environment, option)) {
            process.await("started: mint at");

            assertEquals(
                    200,
                    new ApiClient(port)
                            .mintAs(Tokens.session(secret, DemoUser.ANALYST), Rasters.add("internal"))
                            .status());
        }
    }

    @Test
    void pathThatTheLocaleCannotRepresentIsRefusedWithTheRemedy() throws Exception {
        Path root = Files.createDirectory(directory.resolve("k\u00fcste"));
        Map<String, String> environment =
                new HashMap<>(RunningService.environment(Map.of("DOWNLOAD_ROOT", root.toString(), "LC_ALL", "POSIX")));

        try (JarProcess process = JarProcess.start(directory, environment)) {
            assertEquals(1, process.exitCode(), process::output);
            assertTrue(process.output().contains("DOWNLOAD_ROOT: the locale of this process"), process::output);
            assertTrue(process.output().contains("set LC_ALL=C.UTF-8"), process::output);
        }
    }

    @Test
    void imageHasAUtf8Locale() throws Exception {
        assertTrue(Files.readAllLines(Path.of("Dockerfile")).contains("ENV LC_ALL=C.UTF-8 LANG=C.UTF-8"));
    }

    @Test
    void commandsAndErrorsAreWrittenInUtf8() throws Exception {
        Path keys = Files.createDirectory(directory.resolve("keys"));
        new KeyFiles(keys)
                .pem("2026-11", KeyFiles.ec(Curve.P_256).toPrivateKey())
                .signing("2026-11");
        Files.writeString(keys.resolve("k\u00fcste.txt"), "");

        try (JarProcess printed = JarProcess.start(
                        directory,
                        Map.of("LC_ALL", "C.UTF-8"),
                        "-Duser.language=tr",
                        "-Dfile.encoding=US-ASCII",
                        "-Dstdout.encoding=US-ASCII",
                        "-Dstderr.encoding=US-ASCII",
                        "keys",
                        keys.toString());
                JarProcess refused = JarProcess.start(
                        directory,
                        Map.of("LC_ALL", "POSIX", "CORS_ALLOWED_ORIGINS", "k\u00fcste"),
                        "-Dfile.encoding=US-ASCII")) {
            assertEquals(0, printed.exitCode(), printed::output);
            assertTrue(printed.output().contains("not used: k\u00fcste.txt; "), printed::output);
            assertEquals(
                    "EC",
                    new JsonObject(printed.output().substring(printed.output().indexOf('{')))
                            .getJsonArray("keys")
                            .getJsonObject(0)
                            .getString("kty"));
            assertEquals(1, refused.exitCode(), refused::output);
            assertTrue(refused.output().contains("but is 'k\u00fcste'"), refused::output);
        }
    }
}
