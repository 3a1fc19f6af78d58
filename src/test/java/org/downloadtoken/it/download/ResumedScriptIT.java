package org.downloadtoken.it.download;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.downloadtoken.testing.documentation.Guide;
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
        assertTrue(Files.notExists(directory.resolve("coastlines.tif.etag")));
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
        Path etag = directory.resolve("coastlines.tif.etag");
        Files.writeString(etag, "\"another version\"");
        Files.write(directory.resolve("coastlines.tif"), new byte[CutConnections.MEGABYTE]);

        assertEquals(33, Script.sh(directory, script()).exit());

        assertArrayEquals(new byte[CutConnections.MEGABYTE], downloaded());
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
