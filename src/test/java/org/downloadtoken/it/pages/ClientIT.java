package org.downloadtoken.it.pages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.downloadtoken.demo.DemoCogs;
import org.downloadtoken.demo.DemoDataset;
import org.downloadtoken.testing.Metrics;
import org.downloadtoken.testing.RunningService;
import org.downloadtoken.testing.program.Tool;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Tests the browser client in Node. */
class ClientIT {
    @RegisterExtension
    static final RunningService SERVICE =
            new RunningService(Map.of("DOWNLOAD_ROOT", DemoCogs.directory().toString()));

    @TempDir
    Path directory;

    @BeforeAll
    static void requireNode() {
        Tool.NODE.require();
    }

    @Test
    void testsOfTheClientPass() throws Exception {
        String printed = node("--test", "--test-reporter=tap", "src/test/js/");

        assertTrue(printed.matches("(?s).*\n# pass [1-9]\\d+\n# fail 0\n# cancelled 0\n.*"), printed);
    }

    @Test
    void thousandCallsForOneDatasetCauseOneMint() throws Exception {
        double before = granted();

        String printed = node("src/test/js/burst.mjs", "http://127.0.0.1:" + SERVICE.port() + "/api");

        assertEquals("1 URL, 206, 4 bytes", printed.strip());
        assertEquals(before + 1, granted());
    }

    @Test
    void thirtyLayersCauseOneRequest() throws Exception {
        List<String> layers = Stream.concat(
                        Stream.of(DemoDataset.PUBLIC.id(), DemoDataset.PRIVATE.id()),
                        Stream.generate(UUID::randomUUID).limit(28))
                .map(UUID::toString)
                .toList();

        String printed = node(Stream.concat(
                        Stream.of("src/test/js/layers.mjs", "http://127.0.0.1:" + SERVICE.port() + "/api"),
                        layers.stream())
                .toArray(String[]::new));

        assertEquals("1 request, 200" + " 404".repeat(29), printed.strip());
    }

    private static double granted() {
        return new Metrics(SERVICE.managementPort()).sum("download_token_requests_total", "outcome", "granted");
    }

    private String node(String... arguments) throws IOException, InterruptedException {
        Path output = directory.resolve("output");
        Process node = new ProcessBuilder(
                        Stream.concat(Stream.of("node"), Stream.of(arguments)).toList())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        if (!node.waitFor(60, TimeUnit.SECONDS)) {
            node.destroyForcibly();
        }
        String printed = Files.readString(output, StandardCharsets.UTF_8);
        assertEquals(0, node.waitFor(), printed);
        return printed;
    }
}
