package org.downloadtoken.it.pages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.downloadtoken.testing.RunningService;
import org.downloadtoken.testing.program.Browser;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiPagesBrowserIT {
    @RegisterExtension
    static final RunningService SERVICE = new RunningService();

    private static Browser browser;

    @BeforeAll
    static void open() {
        browser = Browser.open(1280, 900);
    }

    @AfterAll
    static void close() {
        if (browser != null) {
            browser.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"light", "dark"})
    void referenceShowsEveryOperationAndIsAccessible(String scheme) {
        browser.like(1280, 900, scheme).visit(SERVICE.port(), "/docs");
        browser.await("document.querySelectorAll('.opblock').length >= 8");

        browser.picture("docs-" + scheme);
        assertTrue(browser.text("body").contains("/auth/download-token/{dataset_id}"));
        assertEquals(List.of(), browser.barriers());
        browser.find(".opblock-summary-control").click();
        browser.await("document.querySelector('.examples-select-element')");
        assertEquals(List.of(), browser.barriers());
        assertUntroubled();
    }

    @Test
    void linkToAnOperationOpensIt() {
        browser.visit(SERVICE.port(), "/"); // otherwise only the fragment of the URL changes
        browser.visit(SERVICE.port(), "/docs#/Downloads/downloadCog");

        browser.await("document.querySelector('#operations-Downloads-downloadCog.is-open')");
        assertEquals(1, browser.findAll(".opblock.is-open").size());
        browser.run("document.querySelector('#operations-Tokens-createDownloadToken button').click()");
        browser.await("location.hash === '#/Tokens/createDownloadToken'");
        assertUntroubled();
    }

    @Test
    void landingPageIsAccessible() {
        browser.visit(SERVICE.port(), "/");

        browser.picture("landing");
        assertEquals(List.of(), browser.barriers());
        browser.like(390, 844, "dark").picture("landing-phone-dark");
        assertEquals(List.of(), browser.barriers());
        browser.like(1280, 900, "light");
        assertUntroubled();
    }

    private static void assertUntroubled() {
        assertEquals(List.of(), browser.complaints());
        assertTrue(
                browser.requests().stream().allMatch(uri -> uri.getPort() == SERVICE.port()),
                () -> browser.requests().toString());
    }
}
