package org.downloadtoken.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.buffer.Buffer;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.downloadtoken.DownloadTokenService;
import org.downloadtoken.demo.DemoCogs;
import org.downloadtoken.demo.DemoDataset;
import org.downloadtoken.demo.DemoUser;
import org.downloadtoken.it.download.RasterPicture;
import org.downloadtoken.pages.Page;
import org.downloadtoken.pages.Pages;
import org.downloadtoken.representation.Representation;
import org.downloadtoken.testing.RunningService;
import org.downloadtoken.testing.Tokens;
import org.downloadtoken.testing.documentation.Guide;
import org.downloadtoken.testing.program.Browser;
import org.downloadtoken.testing.program.ServiceProcess;
import org.downloadtoken.testing.program.Tool;
import org.junit.jupiter.api.Test;

/** Runs the guide's examples for the client, geotiff.js and OpenLayers in a real browser. */
class ReadmeExamplesIT {
    private static final double ALIKE = 15;

    private static final String PAGE = """
            <!doctype html>
            <html lang="en">
              <meta charset="utf-8"><title>Examples</title><link rel="icon" href="icon.svg">
              <link rel="stylesheet" href="page.css">
              <script src="lib/ol.js"></script><script src="lib/geotiff.js"></script>
              <div id="map"></div><script type="module" src="example.js"></script>
            </html>
            """;

    /** The declarations that the examples require. */
    private static final String BEFORE = """
            const { fromCustomClient } = GeoTIFF;
            const { Tile: TileLayer } = ol.layer;
            const { ImageTile } = ol.source;
            const [datasetId, session] = ['%s', '%s'];
            document.getElementById('map').style.height = '700px';
            const map = new ol.Map({ target: 'map', view: new ol.View({ constrainResolution: false }) });
            map.getView().fit([-1400000, 3400000, 4400000, 9200000], { padding: [24, 24, 24, 24] });
            """;

    private static final String AFTER = """
            window.shown = [start.status, (await start.arrayBuffer()).byteLength, url.split('?')[0], bytes].join(' ');
            """;

    @Test
    void examplesOfTheGuideWork() throws IOException {
        Tool.CHROMIUM.require();
        DownloadTokenService service = RunningService.start(
                Map.of("DOWNLOAD_ROOT", DemoCogs.directory().toString()), pages());
        try (Browser browser = Browser.open(900, 900)) {
            browser.visit(service.port(), "/example");
            browser.await("window.shown");

            assertEquals(
                    "206 16384 /api/datasets/" + DemoDataset.RESTRICTED.id() + "/download/cog "
                            + Files.size(DemoCogs.file()),
                    browser.run("return window.shown"));
            awaitRaster(browser);
            assertEquals(List.of(), browser.complaints());
        } finally {
            RunningService.stop(service);
        }
    }

    private static void awaitRaster(Browser browser) {
        var size = browser.find("#map").getRect();
        RasterPicture expected = RasterPicture.whole(new Rectangle(size.x, size.y, size.width, size.height));
        BufferedImage picture = browser.picture("readme-example");
        for (int attempt = 0; expected.difference(picture) > ALIKE && attempt < 50; attempt++) {
            ServiceProcess.pause(100);
            picture = browser.picture("readme-example");
        }
        assertTrue(expected.difference(picture) < ALIKE, "differs by " + expected.difference(picture));
        assertTrue(expected.moved(40, 40).difference(picture) > 2 * ALIKE, "what is moved is not alike");
    }

    private static Pages pages() {
        return new Pages(List.of(
                page("/example", "text/html", PAGE),
                page("/example.js", "text/javascript", script()),
                Page.file("/lib/ol.js", "/demo/viewer/lib/ol.js"),
                Page.file("/lib/geotiff.js", "/demo/viewer/lib/geotiff.js")));
    }

    private static Page page(String path, String type, String content) {
        return new Page(path, Representation.of(type + "; charset=utf-8", Buffer.buffer(content)));
    }

    private static String script() {
        List<String> scripts =
                Guide.read(Path.of("src/site/markdown/browsers.md")).code("js");
        assertEquals(5, scripts.size());
        return BEFORE.formatted(DemoDataset.RESTRICTED.id(), Tokens.session(DemoUser.ANALYST))
                + String.join("", scripts.subList(0, 4)) // the last one is for MapLibre
                        .replace("import { fromCustomClient } from 'geotiff';", "")
                        .replace("https://tokens.example.com", "")
                + AFTER;
    }
}
