package org.downloadtoken.representation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContentDispositionTest {
    private static final String EXTENDED = "filename*=UTF-8''";

    @ParameterizedTest
    @CsvSource({
        "Coastlines of Europe, coastlines-of-europe",
        "DEM (10 m) / v2, dem-10-m-v2",
        "'...', dataset",
        "'a\"b', a-b"
    })
    void asciiTitleBecomesASlugAlone(String title, String slug) {
        assertEquals("attachment; filename=\"" + slug + ".cog.tif\"", disposition(title));
    }

    @ParameterizedTest
    @CsvSource({
        "Höhenmodell Zürich, hohenmodell-zurich",
        "Карта высот, dataset",
        "東京 標高図, dataset",
        "خريطة الارتفاع, dataset",
        "Ortofoto 2024 – łódź, ortofoto-2024-odz"
    })
    void titleInAnyScriptKeepsItsName(String title, String slug) {
        String disposition = disposition(title);

        assertTrue(disposition.startsWith("attachment; filename=\"" + slug + ".cog.tif\"; " + EXTENDED), disposition);
        assertEquals(title + ".cog.tif", extended(disposition));
    }

    @Test
    void encodingIsThatOfRfc8187() {
        assertTrue(disposition("é's (1)~").endsWith(EXTENDED + "%C3%A9%27s%20%281%29~.cog.tif"));
    }

    @Test
    void decomposedTitleIsComposed() {
        assertEquals("Zürich.cog.tif", extended(disposition("Zu\u0308rich")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "é/../../etc/passwd",
                "é\\windows",
                "é\r\nSet-Cookie: a=b",
                "é\u202Efdp.exe",
                "..é..",
                "é\u0000",
                "é:stream",
                "é\u2028x"
            })
    void nameHasNoUnsafeCharacter(String title) {
        String disposition = disposition(title);
        String name = extended(disposition);

        assertTrue(disposition.chars().allMatch(c -> c >= 0x20 && c < 0x7f), disposition);
        assertFalse(name.matches("(?s).*[/\\\\:\\p{C}\\u2028].*"), name);
        assertFalse(name.startsWith("."), name);
    }

    @Test
    void longNameIsCutBetweenCharacters() {
        String name = extended(disposition("𝔸".repeat(300)));

        assertEquals("𝔸".repeat(50) + ".cog.tif", name);
    }

    private static String disposition(String title) {
        return ContentDisposition.of(title);
    }

    private static String extended(String disposition) {
        String value = disposition.substring(disposition.indexOf(EXTENDED) + EXTENDED.length());
        return URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
