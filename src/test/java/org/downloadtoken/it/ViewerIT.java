package org.downloadtoken.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.downloadtoken.demo.DemoService;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The demo's viewer, in a real browser. */
class ViewerIT {
    private static DemoService demo;
    private static Browser browser;

    @BeforeAll
    static void open() {
        Tool.CHROMIUM.require();
        demo = DemoService.start(
                RunningService.catalog(), Map.of("HTTP_PORT", "0", "MANAGEMENT_PORT", "0", "TOKEN_TTL_SECONDS", "4"));
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
    }

    @Test
    void shows() {
        browser.visit(demo.service().port(), "/");
        browser.await("document.querySelector('#outcome').textContent.includes('may read')");
        browser.await("document.querySelectorAll('#requests li').length > 5");
        browser.picture("viewer");
        System.out.println(browser.complaints());
        assertEquals(List.of(), browser.barriers());
    }
}
