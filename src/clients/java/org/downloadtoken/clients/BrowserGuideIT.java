package org.downloadtoken.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Rectangle;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.downloadtoken.DownloadTokenService;
import org.downloadtoken.demo.DemoCogs;
import org.downloadtoken.demo.DemoDataset;
import org.downloadtoken.it.download.RasterPicture;
import org.downloadtoken.testing.RunningService;
import org.downloadtoken.testing.program.Browser;
import org.downloadtoken.testing.program.ServiceProcess;
import org.downloadtoken.testing.program.Tool;
import org.downloadtoken.testing.store.EchoServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Runs the examples of the guide for browsers, with the packages of npm, on a page of another origin. */
class BrowserGuideIT {
    private static final double ALIKE = 15;

    private static EchoServer viewer;
    private static DownloadTokenService service;
    private static BrowserExamples examples;

    @BeforeAll
    static void start() throws IOException {
        Tool.CHROMIUM.require();
        viewer = new EchoServer(BundledPage.ROOT);
        service = RunningService.start(Map.of(
                "DOWNLOAD_ROOT",
                DemoCogs.directory().toString(),
                "CORS_ALLOWED_ORIGINS",
                "http://127.0.0.1:" + viewer.port()));
        examples = new BrowserExamples(service.port(), viewer.port());
    }

    @AfterAll
    static void stop() {
        if (service != null) {
            RunningService.stop(service);
            viewer.close();
        }
    }

    @Test
    void openLayersShowsTheRaster() throws IOException {
        showsTheRaster("openlayers", examples.openLayers());
    }

    @Test
    void mapLibreShowsTheRaster() throws IOException {
        showsTheRaster("maplibre", examples.mapLibre());
    }

    @Test
    void wholeFileIsSaved() throws IOException {
        String page = BundledPage.write("save", examples.wholeFile());
        try (Browser browser = Browser.open(900, 900)) {
            browser.visit(viewer.port(), page);
            browser.await("window.saved");

            assertEquals(Files.size(DemoCogs.file()), ((Number) browser.run("return window.saved")).longValue());
            assertEquals(List.of(), browser.complaints());
        }
    }

    @Test
    void mapLibreSendsATokenWithEachTile() throws IOException {
        String tiles = "/datasets/" + DemoDataset.RESTRICTED.id() + "/tiles/";
        String page = BundledPage.write("tiles", examples.tilesInMapLibre());
        try (Browser browser = Browser.open(900, 900)) {
            browser.visit(viewer.port(), page);
            browser.await("window.read && window.map.loaded()");

            List<String> requests = viewer.requestsWith(tiles);
            assertFalse(requests.isEmpty());
            assertTrue(requests.stream().allMatch(request -> request.contains(".png?token=eyJ")), requests::toString);
        }
    }

    private static void showsTheRaster(String name, String script) throws IOException {
        String page = BundledPage.write(name, script);
        try (Browser browser = Browser.open(900, 900)) {
            browser.visit(viewer.port(), page);
            browser.await("window.read && window.place");

            assertEquals(
                    "206 16384 /api/datasets/" + DemoDataset.RESTRICTED.id() + "/download/cog",
                    browser.run("return window.read"));
            awaitRaster(browser, name);
            assertEquals(
                    List.of(),
                    browser.complaints().stream()
                            .filter(complaint -> !complaint.contains("GL Driver Message"))
                            .toList());
        }
    }

    private static void awaitRaster(Browser browser, String name) {
        for (int attempt = 0; attempt < 100 && expected(browser).difference(browser.picture(name)) > ALIKE; attempt++) {
            ServiceProcess.pause(100);
        }
        RasterPicture expected = expected(browser);
        assertTrue(expected.difference(browser.picture(name)) < ALIKE, () -> "the map is at " + expected);
        assertTrue(expected.moved(40, 40).difference(browser.picture(name)) > 2 * ALIKE, "what is moved is not alike");
    }

    /** The raster as it is where the map is now. */
    private static RasterPicture expected(Browser browser) {
        var size = browser.find("#map").getRect();
        List<Double> place = ((List<?>) browser.run("return window.place()"))
                .stream().map(number -> ((Number) number).doubleValue()).toList();
        return RasterPicture.at(
                new Rectangle(size.x, size.y, size.width, size.height), place.get(0), place.get(1), place.get(2));
    }
}
