package org.downloadtoken.it.download;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.downloadtoken.testing.program.Browser;
import org.downloadtoken.testing.program.Script;
import org.downloadtoken.testing.program.Tool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the browser client with downloads whose connection is cut every megabyte, and whose first token expires. */
class ResumedClientIT {
    @TempDir
    Path directory;

    private CutConnections connections;

    @BeforeEach
    void serveRandomFile() throws IOException {
        connections = new CutConnections(directory);
    }

    @AfterEach
    void stop() {
        connections.close();
    }

    @Test
    void clientSavesInNode() throws Exception {
        Tool.NODE.require();

        Script.node(
                        directory,
                        Path.of("src/test/js/save-file.mjs"),
                        connections.base(),
                        connections.datasetId().toString(),
                        "saved.tif")
                .requireSuccess();

        connections.requireFile(Files.readAllBytes(directory.resolve("saved.tif")));
        connections.requireSeveralTokensAndConnections();
    }

    @Test
    void clientSavesInChromium() throws Exception {
        try (Browser browser = Browser.open(800, 600)) {
            browser.visit(connections.port(), "/");
            browser.run("""
                    const parts = [];
                    const writable = new WritableStream({ write: bytes => void parts.push(bytes) });
                    import('/client/download-token.js')
                      .then(({ downloadTokens }) => downloadTokens().save(arguments[0], writable))
                      .then(() => new Blob(parts).arrayBuffer())
                      .then(bytes => crypto.subtle.digest('SHA-256', bytes))
                      .then(hash => window.hash = [...new Uint8Array(hash)])
                      .catch(failure => window.hash = String(failure));
                    """, connections.datasetId().toString());
            browser.await("window.hash");

            connections.requireSha256(browser.run("""
                    return Array.isArray(hash) ? hash.map(byte => byte.toString(16).padStart(2, '0')).join('') : hash
                    """));
        }
        connections.requireSeveralTokensAndConnections();
    }
}
