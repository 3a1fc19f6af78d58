package org.downloadtoken.representation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class FileVersionTest {
    private static final Instant DATE = Instant.parse("2026-11-27T20:00:00Z");

    @Test
    void lastModifiedIsTheTimeOfTheFile() {
        assertEquals(
                "Fri, 27 Nov 2026 19:59:59 GMT", changed(DATE.minusMillis(1)).lastModifiedDate(DATE));
    }

    @Test
    void lastModifiedIsNeverAfterTheDateOfTheResponse() {
        assertEquals(
                "Fri, 27 Nov 2026 20:00:00 GMT", changed(DATE.plusMillis(1700)).lastModifiedDate(DATE));
    }

    private static FileVersion changed(Instant modified) {
        return new FileVersion("\"a\"", modified);
    }
}
