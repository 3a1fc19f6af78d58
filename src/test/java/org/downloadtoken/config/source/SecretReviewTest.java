package org.downloadtoken.config.source;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretReviewTest {
    @ParameterizedTest
    @CsvSource({
        "200B", "200E", "202E", "2066", "FEFF", "00AD", "00A0", "3000", "0007",
    })
    void invisibleCharacterIsReportedWithoutTheSecret(String hex) {
        String secret = "hu" + Character.toString(Integer.parseInt(hex, 16)) + "sh";

        assertEquals(
                List.of("POSTGRES_PASSWORD contains the invisible character U+" + hex
                        + "; is that a part of the secret?"),
                SecretReview.warnings(Map.of("POSTGRES_PASSWORD", secret)));
    }

    @ParameterizedTest
    @ValueSource(strings = {" hush", "hush\r", "hush\n"})
    void whiteSpaceAroundASecretIsReported(String secret) {
        assertEquals(
                List.of("POSTGRES_PASSWORD begins or ends with white space; is that a part of the secret?"),
                SecretReview.warnings(Map.of("POSTGRES_PASSWORD", secret)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"hush\"", "'hush'"})
    void quotesAroundASecretAreReported(String secret) {
        assertEquals(
                List.of("POSTGRES_PASSWORD is in quotes; is that a part of the secret?"),
                SecretReview.warnings(Map.of("POSTGRES_PASSWORD", secret)));
    }

    @Test
    void visibleSecretIsNotReported() {
        assertEquals(
                List.of(), SecretReview.warnings(Map.of("POSTGRES_PASSWORD", "h\u00fc sh\u4e2d!", "HTTP_HOST", " a ")));
    }
}
