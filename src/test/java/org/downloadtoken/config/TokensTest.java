package org.downloadtoken.config;

import static org.downloadtoken.config.ConfigErrors.assertRejected;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.downloadtoken.config.setting.Secret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokensTest {
    private static final String SECRET = "0123456789abcdef0123456789abcdef";

    @Test
    void defaults() {
        assertEquals(
                new Tokens(
                        new Secret(""),
                        Optional.empty(),
                        Duration.ofSeconds(120),
                        Duration.ZERO,
                        Duration.ofSeconds(5)),
                Tokens.from(Map.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {SECRET, "ääääääääääääääää"})
    void secretHasAtLeast32Bytes(String secret) {
        assertEquals(
                new Secret(secret),
                Tokens.from(Map.of("JWT_SECRET_KEY", secret)).secret());
    }

    @ParameterizedTest
    @CsvSource(
            ignoreLeadingAndTrailingWhitespace = false,
            delimiter = '|',
            value = {
                "0123456789abcdef0123456789abcde|have at least 32 bytes, but has 31; make one with: openssl rand -hex 32",
                "äääääääääääääää|have at least 32 bytes, but has 30; make one with: openssl rand -hex 32",
                "dev-only-change-me-in-production"
                        + "|be a secret, but is a published example; make one with: openssl rand -hex 32",
                "demo-only-do-not-use-in-production-change-me"
                        + "|be a secret, but is a published example; make one with: openssl rand -hex 32",
                "demo-only-do-not-use-in-production-change-me |not begin or end with white space",
                " demo-only-do-not-use-in-production-change-me|not begin or end with white space"
            })
    void weakSecretIsRejectedWithoutItsValue(String secret, String rule) {
        String message = ConfigErrors.message(() -> Tokens.from(Map.of("JWT_SECRET_KEY", secret)));

        assertEquals("JWT_SECRET_KEY must " + rule, message);
        assertFalse(message.contains(secret), message);
    }

    @Test
    void keysAreInADirectory() {
        assertEquals(
                Optional.of(Path.of("src")),
                Tokens.from(Map.of("SIGNING_KEYS_DIR", "src")).keys());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/nowhere/keys", "pom.xml"})
    void otherKeysAreRejected(String path) {
        assertRejected(Tokens::from, Tokens.SIGNING_KEYS_DIR, path, "a directory that can be read");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 120})
    void ttlIsInItsRange(int seconds) {
        assertEquals(
                Duration.ofSeconds(seconds),
                Tokens.from(Map.of("TOKEN_TTL_SECONDS", String.valueOf(seconds)))
                        .ttl());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "121"})
    void ttlOutOfRangeIsRejected(String seconds) {
        assertRejected(Tokens::from, Tokens.TTL_SECONDS, seconds, "a whole number from 1 to 120");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 10})
    void clockSkewIsInItsRange(int seconds) {
        assertEquals(
                Duration.ofSeconds(seconds),
                Tokens.from(Map.of("CLOCK_SKEW_SECONDS", String.valueOf(seconds)))
                        .clockSkew());
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "11"})
    void clockSkewOutOfRangeIsRejected(String seconds) {
        assertRejected(Tokens::from, Tokens.CLOCK_SKEW_SECONDS, seconds, "a whole number from 0 to 10");
    }

    @Test
    void clockSkewIsLessThanTheTtl() {
        assertEquals(
                "CLOCK_SKEW_SECONDS must be less than TOKEN_TTL_SECONDS (5), but is '5'",
                ConfigErrors.message(() -> Tokens.from(Map.of("TOKEN_TTL_SECONDS", "5", "CLOCK_SKEW_SECONDS", "5"))));
    }
}
