package org.downloadtoken.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.downloadtoken.config.setting.ConfigException;
import org.downloadtoken.config.setting.IntSetting;
import org.downloadtoken.config.setting.PathSetting;
import org.downloadtoken.config.setting.Secret;
import org.downloadtoken.config.setting.SecretSetting;
import org.downloadtoken.config.setting.Setting;
import org.downloadtoken.jose.KeySize;

/**
 * How download tokens are signed, and how the times of tokens and sessions are compared.
 *
 * @param secret the secret that the catalog shares; empty if nothing is signed or verified with it
 * @param keys the directory of the keys that sign instead of the secret
 * @param clockSkew how far {@code iat} and {@code exp} are moved into the past
 * @param clockLeeway how far {@code iat} and {@code nbf} of a token or session may lie in the future
 */
public record Tokens(Secret secret, Optional<Path> keys, Duration ttl, Duration clockSkew, Duration clockLeeway) {
    /** No download token is valid for longer, whatever key signed it. */
    public static final Duration MAX_TTL = Duration.ofSeconds(120);

    static final int MIN_SECRET_BYTES = KeySize.MIN_HMAC_SECRET_BYTES;

    private static final String NEW_SECRET = "; make one with: openssl rand -hex 32";

    /** Secrets that GeoLens published as examples. Everyone can sign with them. */
    private static final Set<String> PUBLISHED_SECRETS =
            Set.of("dev-only-change-me-in-production", "demo-only-do-not-use-in-production-change-me");

    static final SecretSetting JWT_SECRET_KEY = new SecretSetting(
            "JWT_SECRET_KEY",
            "at least " + MIN_SECRET_BYTES + " bytes, without white space at either end",
            "The catalog's secret. It signs download tokens and verifies session JWTs.");

    public static final PathSetting SIGNING_KEYS_DIR = new PathSetting(
            "SIGNING_KEYS_DIR",
            path -> Files.isDirectory(path),
            "a directory that can be read",
            "Directory of the keys that sign download tokens instead of the secret.");

    static final IntSetting TTL_SECONDS = new IntSetting(
            "TOKEN_TTL_SECONDS",
            (int) MAX_TTL.toSeconds(),
            1,
            (int) MAX_TTL.toSeconds(),
            "Seconds for which a download token is valid.");

    static final IntSetting CLOCK_SKEW_SECONDS = new IntSetting(
            "CLOCK_SKEW_SECONDS",
            0,
            0,
            10,
            "Seconds by which iat and exp are moved into the past, for verifiers whose clocks are late.");

    static final IntSetting CLOCK_LEEWAY_SECONDS = new IntSetting(
            "CLOCK_LEEWAY_SECONDS",
            5,
            0,
            60,
            "Seconds by which iat and nbf of a token or session may lie in the future.");

    static final List<Setting> SETTINGS =
            List.of(JWT_SECRET_KEY, SIGNING_KEYS_DIR, TTL_SECONDS, CLOCK_SKEW_SECONDS, CLOCK_LEEWAY_SECONDS);

    public Tokens {
        if (!secret.isEmpty() && secret.bytes() < MIN_SECRET_BYTES) {
            throw tooShort("has " + secret.bytes());
        }
        if (!secret.value().equals(secret.value().strip())) {
            throw JWT_SECRET_KEY.invalid("not begin or end with white space");
        }
        if (PUBLISHED_SECRETS.contains(secret.value())) {
            throw JWT_SECRET_KEY.invalid("be a secret, but is a published example" + NEW_SECRET);
        }
        if (clockSkew.compareTo(ttl) >= 0) {
            throw ConfigException.invalid(
                    CLOCK_SKEW_SECONDS,
                    String.valueOf(clockSkew.toSeconds()),
                    "less than " + TTL_SECONDS.name() + " (" + ttl.toSeconds() + ")");
        }
    }

    static Tokens from(Map<String, String> values) {
        return new Tokens(
                JWT_SECRET_KEY.read(values),
                SIGNING_KEYS_DIR.read(values),
                Duration.ofSeconds(TTL_SECONDS.read(values)),
                Duration.ofSeconds(CLOCK_SKEW_SECONDS.read(values)),
                Duration.ofSeconds(CLOCK_LEEWAY_SECONDS.read(values)));
    }

    /** Called where the secret signs tokens or verifies sessions. */
    void requireSecret() {
        if (secret.isEmpty()) {
            throw tooShort("is not set");
        }
    }

    private static ConfigException tooShort(String actual) {
        return JWT_SECRET_KEY.invalid("have at least " + MIN_SECRET_BYTES + " bytes, but " + actual + NEW_SECRET);
    }
}
