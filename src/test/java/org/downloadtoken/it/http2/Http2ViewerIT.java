package org.downloadtoken.it.http2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.downloadtoken.demo.DemoService;
import org.downloadtoken.demo.EmbeddedCatalog;
import org.downloadtoken.testing.program.Browser;
import org.downloadtoken.testing.program.Tool;
import org.downloadtoken.testing.tls.TestCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Shows the map of the demo in Chromium over HTTP/2. */
class Http2ViewerIT {
    private static final String PROTOCOLS =
            "return [...new Set(performance.getEntries().map(entry => entry.nextHopProtocol).filter(name => name))].join()";

    @TempDir
    Path directory;

    @Test
    void viewerMintsAndReadsRanges() {
        Tool.CHROMIUM.require();
        Map<String, String> settings =
                new HashMap<>(TestCertificate.named("viewer").in(directory));
        settings.putAll(Map.of("HTTP_PORT", "0", "MANAGEMENT_PORT", "0"));
        try (EmbeddedCatalog catalog = EmbeddedCatalog.start();
                DemoService demo = DemoService.start(catalog, settings);
                Browser browser = Browser.open(1440, 900, "--ignore-certificate-errors")) {
            browser.visit(URI.create("https://127.0.0.1:" + demo.service().port() + "/"));
            browser.await("document.querySelector('#outcome').textContent.includes('may read')");
            browser.await("/206\\s*bytes \\d+-\\d+\\/262299/.test(document.querySelector('#requests').textContent)");

            assertEquals("h2", browser.run(PROTOCOLS));
            assertEquals(List.of(), browser.complaints());
            assertTrue(browser.requests().stream()
                    .allMatch(request -> request.getScheme().equals("https")));
        }
    }
}
