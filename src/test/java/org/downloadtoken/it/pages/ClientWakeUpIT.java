package org.downloadtoken.it.pages;

import org.downloadtoken.demo.DemoDataset;
import org.downloadtoken.testing.RunningService;
import org.downloadtoken.testing.program.Browser;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Tests in a real browser that the client renews a due token when a page wakes up. The timers of the page never fire. */
class ClientWakeUpIT {
    @RegisterExtension
    static final RunningService SERVICE = new RunningService();

    private static Browser browser;

    @BeforeAll
    static void open() {
        browser = Browser.open(800, 600);
    }

    @AfterAll
    static void close() {
        if (browser != null) {
            browser.close();
        }
    }

    @BeforeEach
    void watchWithoutTimers() {
        browser.visit(SERVICE.port(), "/");
        browser.run("""
                window.setTimeout = () => 0;
                window.received = [];
                import('/client/download-token.js').then(({ downloadTokens }) =>
                  downloadTokens().watch(arguments[0], ({ token }) => received.push(token)));
                """, DemoDataset.PUBLIC.id().toString());
        browser.await("received.length === 1");
    }

    @Test
    void tabThatIsVisibleAgainRenewsTheToken() {
        browser.run("""
                const now = Date.now;
                let slept = 0;
                Date.now = () => now() + slept;
                addEventListener('visibilitychange', () => slept = document.hidden ? 0 : 3600_000, { capture: true });
                """);

        browser.openAndCloseAnotherTab();

        browser.await("received.length === 2");
    }

    @Test
    void browserThatIsOnlineAgainRenewsTheToken() {
        browser.setOffline(true).await("!navigator.onLine");
        sleepForAnHour();

        browser.setOffline(false);

        browser.await("received.length === 2");
    }

    @Test
    void pageThatIsShownAgainRenewsTheToken() {
        sleepForAnHour();

        browser.run("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))");

        browser.await("received.length === 2");
    }

    private static void sleepForAnHour() {
        browser.run("const now = Date.now; Date.now = () => now() + 3600_000");
    }
}
