package org.downloadtoken.it.download;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.downloadtoken.testing.documentation.Guide;
import org.downloadtoken.testing.program.Daemon;
import org.downloadtoken.testing.program.Script;
import org.downloadtoken.testing.program.Tool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the script of the guide, whose connection is cut every megabyte, and whose first token expires. */
class ResumedScriptIT {
    @TempDir
    Path directory;

    private CutConnections connections;

    @BeforeEach
    void serveRandomFile() throws IOException {
        Tool.CURL.require();
        connections = new CutConnections(directory);
    }

    @AfterEach
    void stop() {
        if (connections != null) {
            connections.close();
        }
    }

    @Test
    void scriptDownloadsWithCurl() throws Exception {
        Script.sh(directory, script()).requireSuccess();

        connections.requireFile(downloaded());
        connections.requireSeveralTokensAndConnections();
        assertTrue(Files.notExists(head()));
    }

    @Test
    void scriptContinuesLater() throws Exception {
        Files.write(directory.resolve("coastlines.tif"), List.of("bytes of another version"));
        String beforeTheLoop = script().split("\ntries=0")[0];
        Script.sh(directory, beforeTheLoop).requireSuccess();
        assertTrue(Files.notExists(directory.resolve("coastlines.tif")));
        byte[] begun = connections.content(3 * CutConnections.MEGABYTE);
        Files.write(directory.resolve("coastlines.tif"), begun);

        Script.sh(directory, script()).requireSuccess();

        connections.requireFile(downloaded());
        connections.requireCuts(2);
    }

    @Test
    void scriptNeverMixesTwoVersions() throws Exception {
        writeHead("\"another-version\"", 5 * CutConnections.MEGABYTE);
        Files.write(directory.resolve("coastlines.tif"), new byte[CutConnections.MEGABYTE]);

        assertStops(33, "The file has changed", script());

        assertArrayEquals(new byte[CutConnections.MEGABYTE], downloaded());
    }

    @Test
    void scriptEndsIfTheFileIsComplete() throws Exception {
        writeHead("\"version\"", 3);
        Files.writeString(directory.resolve("coastlines.tif"), "abc");

        Script.sh(directory, script()).requireSuccess();

        assertArrayEquals(new byte[] {'a', 'b', 'c'}, downloaded());
        connections.requireCuts(0);
        assertTrue(Files.notExists(head()));
    }

    @Test
    void scriptDoesNotContinueAFileWithAWeakEntityTag() throws Exception {
        writeHead("W/\"version\"", 3);

        assertStops(4, "no strong entity tag", script());

        assertTrue(Files.notExists(head()));
    }

    @Test
    void scriptSaysThatADatasetIsMissing() throws Exception {
        Files.writeString(directory.resolve("coastlines.tif"), "an earlier version");
        String missing = script().replace(
                        connections.datasetId().toString(), UUID.randomUUID().toString());

        assertStops(2, "the dataset is hidden or missing", missing);

        assertEquals("an earlier version", new String(downloaded(), StandardCharsets.UTF_8));
    }

    @Test
    void scriptSaysThatTheServiceIsDown() {
        String down = script().replace(String.valueOf(connections.port()), String.valueOf(Daemon.freePort()));

        assertStops(2, "the service is down", down);
    }

    private void assertStops(int code, String message, String text) {
        Script script = Script.sh(directory, text);
        assertEquals(code, script.exit(), script::output);
        assertTrue(script.output().contains(message), script::output);
    }

    private void writeHead(String etag, int size) throws IOException {
        Files.writeString(head(), "HTTP/1.1 200 OK\r\nETag: " + etag + "\r\ncontent-length: " + size + "\r\n\r\n");
    }

    private Path head() {
        return directory.resolve("coastlines.tif.head");
    }

    /** The script of the guide, for the random file of this service. */
    private String script() {
        String script =
                Guide.read(Path.of("src/site/markdown/downloads.md")).code("sh").get(0);
        return script.replace("http://localhost:8080/api", connections.base())
                .replaceFirst("datasets/[^/]+/", "datasets/" + connections.datasetId() + "/");
    }

    private byte[] downloaded() throws IOException {
        return Files.readAllBytes(directory.resolve("coastlines.tif"));
    }
}
