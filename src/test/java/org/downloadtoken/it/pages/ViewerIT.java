package org.downloadtoken.it.pages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Image;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.downloadtoken.demo.DemoDataset;
import org.downloadtoken.demo.DemoService;
import org.downloadtoken.demo.EmbeddedCatalog;
import org.downloadtoken.it.download.RasterPicture;
import org.downloadtoken.testing.program.Browser;
import org.downloadtoken.testing.program.Tool;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.Keys;

/** Tests the demo's viewer in a real browser with tokens that expire after four seconds. */
class ViewerIT {
    /** The console message of the browser for each error response. */
    private static final Pattern REFUSAL = Pattern.compile(".*/api/.*Failed to load resource.*status of 40[14].*");

    /** The highest accepted mean colour difference, which smoothing of coastlines causes. */
    private static final double ALIKE = 10;

    private static final String MINTS =
            "[...document.querySelectorAll('#requests .method')].filter(method => method.textContent === 'POST').length";

    private static EmbeddedCatalog catalog;
    private static DemoService demo;
    private static Browser browser;

    @BeforeAll
    static void open() {
        Tool.CHROMIUM.require();
        catalog = EmbeddedCatalog.start(); // other tests add datasets to the shared catalog
        demo = DemoService.start(catalog, Map.of("HTTP_PORT", "0", "MANAGEMENT_PORT", "0", "TOKEN_TTL_SECONDS", "4"));
        browser = Browser.open(1440, 900);
    }

    @AfterAll
    static void close() {
        if (browser != null) {
            browser.close();
        }
        if (demo != null) {
            demo.close();
        }
        if (catalog != null) {
            catalog.close();
        }
    }

    @BeforeEach
    void visit() {
        browser.like(1440, 900, "light").visit(demo.service().port(), "/");
        awaitMap();
    }

    @AfterEach
    void pageLogsNoErrorsAndContactsNoOtherHost() {
        assertEquals(
                List.of(),
                browser.complaints().stream()
                        .filter(complaint -> !REFUSAL.matcher(complaint).matches())
                        .toList());
        assertEquals(
                List.of(),
                browser.requests().stream()
                        .filter(uri -> uri.getPort() != demo.service().port())
                        .toList());
    }

    @Test
    void mapShowsTheRaster() {
        BufferedImage picture = browser.picture("viewer");

        assertAlike(RasterPicture.whole(map()), picture);
        assertTrue(
                RasterPicture.whole(map()).moved(40, 40).difference(picture) > 2 * ALIKE, "what is moved is not alike");
        assertTrue(
                browser.text("#requests").matches("(?s).*206\\s+bytes \\d+-\\d+/262299.*"), browser.text("#requests"));
    }

    /** Compares roughly: times, fonts and the colours of the smaller picture may differ. */
    @Test
    void screenshotOfTheReadmeIsCurrent() throws IOException {
        BufferedImage shown = ImageIO.read(new File("src/doc/viewer.png"));

        double difference = difference(shown, browser.picture("viewer"));

        assertTrue(difference < 1, () -> "src/doc/viewer.png differs by " + difference + " from a picture of today");
    }

    @Test
    void theRasterIsReadByRanges() {
        List<String> downloads = statuses("/download/cog");

        assertTrue(downloads.size() >= 2, downloads::toString);
        assertTrue(downloads.stream().allMatch("206"::equals), downloads::toString);
    }

    @Test
    void thePanelShowsTheClaims() {
        browser.await("document.querySelector('#token .left').textContent.endsWith('s left')");

        String claims = browser.text("#token dl");
        assertTrue(claims.contains("typ\ndownload\nscope\ndataset:" + DemoDataset.PUBLIC.id()), claims);
        assertFalse(claims.contains("sub"), claims);

        choose("Owner");
        awaitMap();
        assertTrue(browser.text("#token dl").contains("username\nowner"), browser.text("#token dl"));
    }

    @ParameterizedTest
    @CsvSource({
        "Anonymous, Harbour depths, 404",
        "Outsider, Survey of the dunes, 404",
        "Outsider, Private sketches, 404",
        "Analyst, 'Tides, to be published', 404",
        "Expired, Coastlines of Europe, 401"
    })
    void callerWithoutAccessSeesTheRefusalAndNoRaster(String caller, String dataset, String status) {
        choose(caller);
        press(dataset);
        browser.await("!document.querySelector('#refusal').hidden");
        browser.await("document.querySelector('#outcome').textContent.includes('“" + dataset + "”')");

        BufferedImage picture = browser.picture("viewer-refused-" + status);
        assertTrue(browser.text("#refusal").startsWith("Refused: " + status), browser.text("#refusal"));
        assertFalse(browser.find("#token").isDisplayed());
        assertFalse(browser.find("#save").isEnabled());
        assertTrue(RasterPicture.whole(map()).difference(picture) > 4 * ALIKE);
        assertEquals(List.of(), browser.barriers());
    }

    @ParameterizedTest
    @CsvSource({
        "Outsider, Harbour depths",
        "Analyst, Survey of the dunes",
        "Owner, Private sketches",
        "Owner, 'Tides, to be published'"
    })
    void callerWithAccessSeesTheRaster(String caller, String dataset) {
        choose(caller);
        press(dataset);
        browser.await(
                "document.querySelector('#outcome').textContent === '" + caller + " may read “" + dataset + "”.'");

        awaitAlike(RasterPicture.whole(map()));
    }

    @Test
    void tokenRenewalDoesNotChangeTheMap() {
        awaitAlike(RasterPicture.whole(map()));
        BufferedImage before = browser.picture("viewer-before-renewal");
        int mints = statuses("/auth/download-token/").size();

        browser.await(MINTS + " > " + mints);

        assertTrue(isSame(map(), before, browser.picture("viewer-after-renewal")), "the map has changed");
    }

    @Test
    void panningWorksAfterATokenHasExpired() {
        String first = browser.text("#token dl");
        long end = Long.parseLong(first.replaceAll("(?s).*exp\\n(\\d+).*", "$1"));
        browser.await("Date.now() > " + (end + 1) * 1000);

        RasterPicture whole = RasterPicture.whole(map());
        afterKey("+", whole.larger(2));
        afterKey("+", whole.larger(4));
        afterKey(Keys.ARROW_RIGHT, whole.larger(4).moved(128, 0));
        afterKey(Keys.ARROW_DOWN, whole.larger(4).moved(128, 128));

        List<String> downloads = statuses("/download/cog");
        assertTrue(downloads.stream().allMatch("206"::equals), downloads::toString);
    }

    @ParameterizedTest
    @CsvSource({"Owner", "Outsider"})
    void aSessionInTheUrlIsRefused(String caller) {
        choose(caller);
        press("Private sketches");
        browser.await("document.querySelector('#outcome').textContent.includes('“Private sketches”.')");

        browser.find("#misuse").click();

        browser.await("document.querySelector('#outcome').textContent.startsWith('A session in the URL: 401.')");
    }

    @Test
    void missingFileEndsTheRenewalOfTokens() {
        catalog.execute("UPDATE catalog.raster_assets SET asset_uri = 'nowhere.tif' WHERE dataset_id = '"
                + DemoDataset.INTERNAL.id() + "'");
        try {
            choose("Owner");
            press("Harbour depths");
            browser.await("document.querySelector('#outcome').textContent === '“Harbour depths” cannot be shown.'");

            assertTrue(browser.text("#refusal").contains("The file is answered with 404."), browser.text("#refusal"));
            int mints = statuses("/auth/download-token/").size();
            browser.run("window.began = Date.now()");
            browser.await("Date.now() > window.began + 4000"); // longer than the TTL of a token
            assertEquals(mints, statuses("/auth/download-token/").size());
            assertFalse(browser.find("#token").isDisplayed());
        } finally {
            catalog.execute("UPDATE catalog.raster_assets SET asset_uri = 'europe/coastlines.tif'");
        }
    }

    @Test
    void viewerIsUsableByKeyboard() {
        browser.run("document.querySelector('#callers input').focus()");
        browser.focused().sendKeys(Keys.ARROW_DOWN);
        browser.await("document.querySelector('#outcome').textContent.startsWith('Analyst may read')");
        browser.focused().sendKeys(Keys.TAB);
        browser.focused().sendKeys(Keys.TAB);
        browser.focused().sendKeys(Keys.TAB);
        browser.focused().sendKeys(Keys.ENTER);

        browser.await("document.querySelector('#outcome').textContent === 'Analyst may read “Survey of the dunes”.'");
    }

    @ParameterizedTest
    @CsvSource({"1440, 900, light", "1440, 900, dark", "390, 844, light", "390, 844, dark"})
    void everyWidthAndColourSchemeIsAccessible(int width, int height, String scheme) {
        browser.like(width, height, scheme).visit(demo.service().port(), "/");
        awaitMap();

        browser.picture("viewer-" + width + "-" + scheme);
        assertEquals(List.of(), browser.barriers());
        assertEquals((long) width, browser.run("return document.documentElement.scrollWidth"));
    }

    private static void choose(String caller) {
        browser.find("#callers input[value='" + caller + "']").click();
    }

    private static void press(String dataset) {
        browser.run(
                "[...document.querySelectorAll('#datasets button')]"
                        + ".find(button => button.textContent.startsWith(arguments[0])).click()",
                dataset);
    }

    /** Presses a key and waits until the map is still, since another key would stop an animation. */
    private static void afterKey(CharSequence key, RasterPicture expected) {
        browser.find("#map").sendKeys(key);
        awaitAlike(expected);
    }

    private static void awaitMap() {
        browser.await("document.querySelector('#outcome').textContent.includes('may read')");
        awaitAlike(RasterPicture.whole(map()));
    }

    private static void awaitAlike(RasterPicture expected) {
        for (int attempt = 0; attempt < 100; attempt++) {
            if (expected.difference(browser.picture("awaited")) < ALIKE) {
                return;
            }
        }
        assertAlike(expected, browser.picture("awaited"));
    }

    private static void assertAlike(RasterPicture expected, BufferedImage picture) {
        double difference = expected.difference(picture);
        assertTrue(difference < ALIKE, () -> "differs by " + difference);
    }

    /** The mean difference in brightness, 0 to 255, of blocks of 20 x 20 pixels. */
    private static double difference(BufferedImage one, BufferedImage other) {
        BufferedImage[] small = Stream.of(one, other)
                .map(image -> {
                    BufferedImage grey = new BufferedImage(72, 45, BufferedImage.TYPE_BYTE_GRAY);
                    Image mean = image.getScaledInstance(72, 45, Image.SCALE_AREA_AVERAGING);
                    grey.getGraphics().drawImage(mean, 0, 0, null);
                    return grey;
                })
                .toArray(BufferedImage[]::new);
        return IntStream.range(0, 72 * 45)
                .map(pixel -> Math.abs(small[0].getRaster().getSample(pixel % 72, pixel / 72, 0)
                        - small[1].getRaster().getSample(pixel % 72, pixel / 72, 0)))
                .average()
                .orElseThrow();
    }

    private static boolean isSame(Rectangle area, BufferedImage one, BufferedImage other) {
        int[] first = one.getRGB(area.x, area.y, area.width, area.height, null, 0, area.width);
        return Arrays.equals(first, other.getRGB(area.x, area.y, area.width, area.height, null, 0, area.width));
    }

    /** The statuses of the requests whose path contains this text. */
    private static List<String> statuses(String path) {
        return browser.findAll("#requests li").stream()
                .map(entry -> entry.getText())
                .filter(text -> text.contains(path))
                .map(text -> text.replaceAll("(?s).*\\n(\\d{3}|–)\\n.*", "$1"))
                .toList();
    }

    /** The rectangle of the map in the window. Scrolls to the map first, since on a phone it is below the visible part. */
    private static Rectangle map() {
        Object found = browser.run("""
                const map = document.querySelector('#map');
                map.scrollIntoView({ block: 'nearest' });
                const { x, y, width, height } = map.getBoundingClientRect();
                return [x, y, width, height].map(Math.round);
                """);
        List<Integer> sides = ((List<?>) found)
                .stream().map(side -> ((Number) side).intValue()).toList();
        return new Rectangle(sides.get(0), sides.get(1), sides.get(2), sides.get(3));
    }
}
