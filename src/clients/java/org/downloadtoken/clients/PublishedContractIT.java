package org.downloadtoken.clients;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.downloadtoken.testing.RunningService;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The default URL of a client that is generated from a running service is that of the service. */
class PublishedContractIT {
    @RegisterExtension
    static final RunningService SERVICE = new RunningService(Map.of("HTTP_BASE_PATH", "/geo/tokens"));

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"openapi.yaml", "openapi.json"})
    void generatorFindsTheUrlOfTheService(String document) throws IOException {
        Command.in(directory)
                .run(
                        "java",
                        "-jar",
                        Generators.JAR.toString(),
                        "generate",
                        "-g",
                        "typescript-fetch",
                        "-i",
                        url() + "/" + document,
                        "-o",
                        "client")
                .requireSuccess();

        String runtime = Files.readString(directory.resolve("client/runtime.ts"));
        assertTrue(runtime.contains("BASE_PATH = \"" + url() + "\""), runtime);
    }

    private static String url() {
        return "http://127.0.0.1:" + SERVICE.port() + "/geo/tokens";
    }
}
