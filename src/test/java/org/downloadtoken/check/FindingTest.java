package org.downloadtoken.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class FindingTest {
    @Test
    void findingIsOneLineThatBeginsWithItsLevelAndSubject() {
        assertEquals(
                "warn keys: file a b is not used",
                Finding.warn("file a\r\nb is not used").line("keys"));
    }
}
