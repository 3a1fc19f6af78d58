package org.downloadtoken.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * What tokens are signed with, and how long they live.
 *
 * @param secret shared with the catalog; may be empty where nothing is signed or verified with it
 * @param keys the directory of keys that sign in its place
 */
public record Tokens(Secret secret, Optional<Path> keys, Duration ttl, Duration clockSkew) {
    static final int SECRET_BYTES = 32;

    /** Secrets that GeoLens once published and since refuses: whoever can read that can sign with them. */
    private static final Set<String> PUBLISHED_SECRETS =
            Set.of("dev-only-change-me-in-production", "demo-only-do-not-use-in-production-change-me");

    public Tokens {
        if (!secret.value().isEmpty() && secret.bytes() < SECRET_BYTES) {
            throw new ConfigException(Setting.JWT_SECRET_KEY + " must have at least " + SECRET_BYTES
                    + " bytes, but has " + secret.bytes() + "; make one with: openssl rand -hex 32");
        }
        if (!secret.value().equals(secret.value().strip())) {
            throw new ConfigException(Setting.JWT_SECRET_KEY + " must not begin or end with white space");
        }
        if (PUBLISHED_SECRETS.contains(secret.value())) {
            throw new ConfigException(Setting.JWT_SECRET_KEY
                    + " must be a secret, but is a published example; make one with: openssl rand -hex 32");
        }
        keys.filter(path -> !Files.isDirectory(path)).ifPresent(path -> {
            throw SettingReader.wrong(Setting.SIGNING_KEYS_DIR, path.toString(), "a directory that can be read");
        });
        if (clockSkew.compareTo(ttl) >= 0) {
            throw SettingReader.wrong(
                    Setting.CLOCK_SKEW_SECONDS,
                    String.valueOf(clockSkew.toSeconds()),
                    "less than " + Setting.TOKEN_TTL_SECONDS + " (" + ttl.toSeconds() + ")");
        }
    }

    static Tokens from(SettingReader read) {
        return new Tokens(
                read.secret(Setting.JWT_SECRET_KEY),
                Optional.of(read.text(Setting.SIGNING_KEYS_DIR))
                        .filter(path -> !path.isEmpty())
                        .map(Path::of),
                Duration.ofSeconds(read.number(Setting.TOKEN_TTL_SECONDS, 1, 120)),
                Duration.ofSeconds(read.number(Setting.CLOCK_SKEW_SECONDS, 0, 10)));
    }
}
