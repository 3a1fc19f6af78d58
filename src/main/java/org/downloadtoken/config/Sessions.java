package org.downloadtoken.config;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.downloadtoken.jose.Algorithm;

/**
 * Whose session JWTs are taken: the catalog's own by the shared secret, or those of another issuer by its public keys. One
 * issuer signs for many clients, so its name and this service's have to be known then.
 */
public record Sessions(
        Optional<Path> publicKey,
        Optional<URI> jwksUrl,
        Optional<String> issuer,
        Optional<String> audience,
        Set<Algorithm> algorithms,
        String userIdClaim) {
    public Sessions {
        algorithms = Set.copyOf(algorithms);
        boolean other = publicKey.isPresent() || jwksUrl.isPresent();
        if (publicKey.isPresent() && jwksUrl.isPresent()) {
            throw new ConfigException(
                    Setting.SESSION_PUBLIC_KEY + " and " + Setting.SESSION_JWKS_URL + " are both set; only one may be");
        }
        publicKey.filter(path -> !Files.isReadable(path)).ifPresent(path -> {
            throw SettingReader.wrong(Setting.SESSION_PUBLIC_KEY, path.toString(), "a file that can be read");
        });
        requireBeside(other, Setting.SESSION_ISSUER, issuer);
        requireBeside(other, Setting.SESSION_AUDIENCE, audience);
    }

    /** Whether another issuer's sessions are taken in the place of the catalog's own. */
    public boolean isForeign() {
        return publicKey.isPresent() || jwksUrl.isPresent();
    }

    static Sessions from(SettingReader read) {
        String url = read.matching(
                Setting.SESSION_JWKS_URL,
                "(https?://[^\\s/?#]+[^\\s#]*)?",
                "a URL such as https://id.example.com/certs");
        return new Sessions(
                optional(read.text(Setting.SESSION_PUBLIC_KEY)).map(Path::of),
                optional(url).map(URI::create),
                optional(read.text(Setting.SESSION_ISSUER)),
                optional(read.text(Setting.SESSION_AUDIENCE)),
                algorithms(read),
                read.matching(Setting.SESSION_USER_ID_CLAIM, "[A-Za-z0-9_:./-]{1,100}", "the name of a claim"));
    }

    private static Set<Algorithm> algorithms(SettingReader read) {
        List<String> names = read.list(Setting.SESSION_ALGORITHMS);
        Set<Algorithm> algorithms = EnumSet.noneOf(Algorithm.class);
        for (String name : names) {
            algorithms.add(Algorithm.named(name)
                    .filter(algorithm -> algorithm != Algorithm.HS256)
                    .orElseThrow(() -> wrong(names)));
        }
        if (algorithms.isEmpty()) {
            throw wrong(names);
        }
        return algorithms;
    }

    private static ConfigException wrong(List<String> names) {
        return SettingReader.wrong(
                Setting.SESSION_ALGORITHMS, String.join(",", names), "one or more of RS256, ES256, EdDSA");
    }

    private static void requireBeside(boolean other, Setting setting, Optional<String> value) {
        if (value.isPresent() != other) {
            throw SettingReader.wrong(
                    setting,
                    value.orElse(""),
                    "set where " + Setting.SESSION_PUBLIC_KEY + " or " + Setting.SESSION_JWKS_URL
                            + " is, and else not set");
        }
    }

    private static Optional<String> optional(String value) {
        return Optional.of(value).filter(text -> !text.isEmpty());
    }
}
