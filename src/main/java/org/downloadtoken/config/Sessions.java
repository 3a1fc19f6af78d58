package org.downloadtoken.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.downloadtoken.config.setting.ConfigException;
import org.downloadtoken.config.setting.ListSetting;
import org.downloadtoken.config.setting.PathSetting;
import org.downloadtoken.config.setting.Setting;
import org.downloadtoken.config.setting.TextSetting;
import org.downloadtoken.encoding.WebUrl;
import org.downloadtoken.jose.Algorithm;

/**
 * Which session JWTs are accepted: those of the catalog, verified with the shared secret, or those of another issuer,
 * verified with its public keys. Another issuer signs for many audiences, so its name and the audience are required.
 */
public record Sessions(
        Optional<Path> publicKey,
        Optional<WebUrl> jwksUrl,
        Optional<String> issuer,
        Optional<String> audience,
        Set<Algorithm> algorithms,
        String userIdClaim) {
    static final PathSetting PUBLIC_KEY = new PathSetting(
            "SESSION_PUBLIC_KEY",
            Files::isReadable,
            "a file that can be read",
            "PEM file with the public key of another issuer of sessions.");

    static final TextSetting JWKS_URL = new TextSetting(
            "SESSION_JWKS_URL",
            "",
            text -> WebUrl.parse(text).filter(Sessions::isSafe).isPresent(),
            "a URL such as https://id.example.com/certs; http is allowed on the loopback interface only",
            "URL of the public keys of another issuer of sessions.");

    static final TextSetting ISSUER =
            TextSetting.any("SESSION_ISSUER", "", "Required iss claim of the other issuer's sessions.");

    static final TextSetting AUDIENCE =
            TextSetting.any("SESSION_AUDIENCE", "", "Required value in the aud claim of the other issuer's sessions.");

    static final ListSetting<Algorithm> ALGORITHMS = new ListSetting<>(
            "SESSION_ALGORITHMS",
            "RS256,ES256,EdDSA",
            Sessions::asymmetric,
            "one or more of RS256, ES256, EdDSA",
            "Algorithms that the other issuer may sign with.");

    static final TextSetting USER_ID_CLAIM = TextSetting.matching(
            "SESSION_USER_ID_CLAIM",
            "sub",
            "[A-Za-z0-9_:./-]{1,100}",
            "the name of a claim",
            "Claim that contains the UUID of the catalog's user.");

    static final List<Setting> SETTINGS = List.of(PUBLIC_KEY, JWKS_URL, ISSUER, AUDIENCE, ALGORITHMS, USER_ID_CLAIM);

    public Sessions {
        algorithms = Set.copyOf(algorithms);
        if (publicKey.isPresent() && jwksUrl.isPresent()) {
            throw new ConfigException(
                    PUBLIC_KEY.name() + " and " + JWKS_URL.name() + " are both set; only one of them is allowed");
        }
        boolean foreign = publicKey.isPresent() || jwksUrl.isPresent();
        requireIfForeign(foreign, ISSUER, issuer);
        requireIfForeign(foreign, AUDIENCE, audience);
    }

    static Sessions from(Map<String, String> values) {
        return new Sessions(
                PUBLIC_KEY.read(values),
                JWKS_URL.readOptional(values).flatMap(WebUrl::parse),
                ISSUER.readOptional(values),
                AUDIENCE.readOptional(values),
                Set.copyOf(ALGORITHMS.read(values)),
                USER_ID_CLAIM.read(values));
    }

    /** Whether sessions of another issuer are accepted instead of those of the catalog. */
    public boolean isForeign() {
        return publicKey.isPresent() || jwksUrl.isPresent();
    }

    private static void requireIfForeign(boolean foreign, Setting setting, Optional<String> value) {
        if (value.isPresent() != foreign) {
            throw ConfigException.invalid(
                    setting,
                    value.orElse(""),
                    "set if " + PUBLIC_KEY.name() + " or " + JWKS_URL.name() + " is set, and otherwise not set");
        }
    }

    private static Optional<Algorithm> asymmetric(String name) {
        return Algorithm.named(name).filter(algorithm -> algorithm != Algorithm.HS256);
    }

    /** Over http, an attacker on the network could replace the keys, and then sign sessions of any user. */
    private static boolean isSafe(WebUrl url) {
        return !url.hasCredentials() && (url.isHttps() || url.isLoopback());
    }
}
