package org.downloadtoken.config;

import static org.downloadtoken.config.ConfigErrors.assertRejected;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.downloadtoken.encoding.WebUrl;
import org.downloadtoken.jose.Algorithm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionsTest {
    private static final String JWKS_URL =
            "a URL such as https://id.example.com/certs; http is allowed on the loopback interface only";

    private static final Map<String, String> FOREIGN = Map.of(
            "SESSION_JWKS_URL", "https://id_server:8443/certs?realm=geo",
            "SESSION_ISSUER", "https://id.example.com",
            "SESSION_AUDIENCE", "downloads");

    @Test
    void defaultsAreTheSessionsOfTheCatalog() {
        Sessions sessions = Sessions.from(Map.of());

        assertEquals(
                new Sessions(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Set.of(Algorithm.RS256, Algorithm.ES256, Algorithm.EDDSA),
                        "sub"),
                sessions);
        assertFalse(sessions.isForeign());
    }

    @Test
    void jwksUrlWithIssuerAndAudienceIsForeign() {
        Sessions sessions = Sessions.from(FOREIGN);

        assertEquals(WebUrl.parse("https://id_server:8443/certs?realm=geo"), sessions.jwksUrl());
        assertEquals(Optional.of("https://id.example.com"), sessions.issuer());
        assertEquals(Optional.of("downloads"), sessions.audience());
        assertTrue(sessions.isForeign());
    }

    @Test
    void publicKeyWithIssuerAndAudienceIsForeign() {
        Map<String, String> values = new HashMap<>(FOREIGN);
        values.remove("SESSION_JWKS_URL");
        values.put("SESSION_PUBLIC_KEY", "pom.xml");

        assertEquals(Optional.of(Path.of("pom.xml")), Sessions.from(values).publicKey());
        assertTrue(Sessions.from(values).isForeign());
    }

    @Test
    void publicKeyMustBeReadable() {
        assertRejected(Sessions::from, Sessions.PUBLIC_KEY, "/nowhere/key.pem", "a file that can be read");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "id.example.com",
                "ftp://id.example.com/certs",
                "http://id.example.com/certs",
                "http://localhost.example.com/certs",
                "http://127.0.0.1.example.com/certs",
                "http://10.0.0.1/certs"
            })
    void otherJwksUrlIsRejected(String url) {
        assertRejected(Sessions::from, Sessions.JWKS_URL, url, JWKS_URL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://user:hush@id.example.com/certs", "http://id.example.com/certs?token=hush"})
    void jwksUrlWithCredentialsIsRejectedWithoutPrintingIt(String url) {
        String message = ConfigErrors.message(() -> Sessions.from(Map.of("SESSION_JWKS_URL", url)));

        assertTrue(message.startsWith("SESSION_JWKS_URL must be a URL such as"), message);
        assertFalse(message.contains("hush"), message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://id.example.com/certs",
                "http://localhost:8080/certs",
                "http://127.0.0.1/certs",
                "http://[::1]:80/certs"
            })
    void jwksUrlIsEncryptedOrOfTheLoopbackInterface(String url) {
        Map<String, String> values = new HashMap<>(FOREIGN);
        values.put("SESSION_JWKS_URL", url);

        assertEquals(WebUrl.parse(url), Sessions.from(values).jwksUrl());
    }

    @Test
    void publicKeyAndJwksUrlExcludeEachOther() {
        Map<String, String> values = new HashMap<>(FOREIGN);
        values.put("SESSION_PUBLIC_KEY", "pom.xml");

        assertEquals(
                "SESSION_PUBLIC_KEY and SESSION_JWKS_URL are both set; only one of them is allowed",
                ConfigErrors.message(() -> Sessions.from(values)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"SESSION_ISSUER", "SESSION_AUDIENCE"})
    void foreignSessionsNeedIssuerAndAudience(String missing) {
        Map<String, String> values = new HashMap<>(FOREIGN);
        values.remove(missing);

        assertEquals(
                missing + " must be set if SESSION_PUBLIC_KEY or SESSION_JWKS_URL is set, and otherwise not set,"
                        + " but is ''",
                ConfigErrors.message(() -> Sessions.from(values)));
    }

    @Test
    void issuerAndAudienceNeedForeignSessions() {
        String allowed = "set if SESSION_PUBLIC_KEY or SESSION_JWKS_URL is set, and otherwise not set";

        assertRejected(Sessions::from, Sessions.ISSUER, "https://id.example.com", allowed);
        assertRejected(Sessions::from, Sessions.AUDIENCE, "downloads", allowed);
    }

    @Test
    void algorithmsAreAList() {
        assertEquals(
                Set.of(Algorithm.ES256, Algorithm.EDDSA),
                Sessions.from(Map.of("SESSION_ALGORITHMS", "ES256, EdDSA,ES256"))
                        .algorithms());
    }

    @ParameterizedTest
    @ValueSource(strings = {"HS256", "RS256,none", "es256", ","})
    void otherAlgorithmIsRejected(String algorithms) {
        assertRejected(Sessions::from, Sessions.ALGORITHMS, algorithms, "one or more of RS256, ES256, EdDSA");
    }

    @Test
    void userIdClaimIsAName() {
        String longest = "https://example.com/" + "a".repeat(80);

        assertEquals(
                longest, Sessions.from(Map.of("SESSION_USER_ID_CLAIM", longest)).userIdClaim());
    }

    @ParameterizedTest
    @ValueSource(strings = {"a claim", "", "a\"b"})
    void otherUserIdClaimIsRejected(String claim) {
        assertRejected(Sessions::from, Sessions.USER_ID_CLAIM, claim, "the name of a claim");
    }
}
