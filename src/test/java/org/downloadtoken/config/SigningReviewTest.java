package org.downloadtoken.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SigningReviewTest {
    @Test
    void withoutAPublicUrlThereIsNothingToWarnOf() {
        assertEquals(List.of(), warnings(Map.of("TOKEN_TTL_SECONDS", "5")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://tokens.example.com/api", "https://tokens.example.com/api/"})
    void urlWithTheBasePathIsFine(String url) {
        assertEquals(List.of(), warnings(Map.of("PUBLIC_URL", url)));
    }

    @Test
    void anotherPathIsReported() {
        List<String> warnings = warnings(Map.of("PUBLIC_URL", "https://tokens.example.com"));

        assertEquals(1, warnings.size());
        assertTrue(
                warnings.get(0).startsWith("PUBLIC_URL has the path '', and HTTP_BASE_PATH is '/api'"),
                warnings.get(0));
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 60})
    void shortLifeIsReported(int seconds) {
        List<String> warnings = warnings(
                Map.of("PUBLIC_URL", "https://tokens.example.com/api", "TOKEN_TTL_SECONDS", String.valueOf(seconds)));

        assertEquals(1, warnings.size());
        assertTrue(warnings.get(0).startsWith("TOKEN_TTL_SECONDS is " + seconds), warnings.get(0));
    }

    @Test
    void lifeBeyondTheMarginIsFine() {
        assertEquals(
                List.of(), warnings(Map.of("PUBLIC_URL", "https://tokens.example.com/api", "TOKEN_TTL_SECONDS", "61")));
    }

    private static List<String> warnings(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(settings);
        all.put("JWT_SECRET_KEY", "a secret of the unit tests, 32 bytes at least");
        return SigningReview.warnings(ServiceConfig.from(all));
    }
}
