package org.downloadtoken.clients;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Generates all clients: with OpenAPI Generator, with openapi-typescript and with Hey API. */
final class Generators {
    static final Path OUTPUT = Path.of("target/clients").toAbsolutePath();

    static final Path JAR = OUTPUT.resolve("openapi-generator-cli.jar");
    private static final Path CONFIGURATIONS = Path.of("src/clients/generators");
    private static final Path ROOT = Path.of("").toAbsolutePath();
    private static final String CONTRACT = ROOT.resolve("openapi.yaml").toString();

    private Generators() {}

    /** Generates the clients anew. A generator that fails fails the test. */
    static void run() {
        String openapiTypescript = NpmPackages.command("openapi-typescript");
        String heyApi = NpmPackages.command("openapi-ts");
        for (GeneratedClient client : GeneratedClient.values()) {
            delete(client.directory());
        }
        List<String> batch = new ArrayList<>(List.of("java", "-jar", JAR.toString(), "batch", "--fail-fast"));
        batch.addAll(configurations());
        Command.in(ROOT).run(batch.toArray(String[]::new)).requireSuccess();
        Path types = GeneratedClient.OPENAPI_FETCH.directory().resolve("client/schema.d.ts");
        Command.in(ROOT)
                .run(openapiTypescript, CONTRACT, "-o", types.toString())
                .requireSuccess();
        Path heyClient = GeneratedClient.HEY_API.directory().resolve("client");
        Command.in(OUTPUT)
                .run(heyApi, "-i", CONTRACT, "-o", heyClient.toString(), "-c", "@hey-api/client-fetch", "--no-log-file")
                .requireSuccess();
    }

    /** One file for each client; its name is that of the client. */
    private static List<String> configurations() {
        List<String> files = new ArrayList<>();
        try (DirectoryStream<Path> directory = Files.newDirectoryStream(CONFIGURATIONS, "*.yaml")) {
            directory.forEach(file -> files.add(file.toString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files;
    }

    private static void delete(Path directory) {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
