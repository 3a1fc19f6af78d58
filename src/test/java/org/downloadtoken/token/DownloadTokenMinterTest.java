package org.downloadtoken.token;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import org.downloadtoken.access.policy.AccessDecision.Granted;
import org.downloadtoken.access.policy.AccessDecision.Subject;
import org.downloadtoken.access.policy.Content;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(VertxExtension.class)
class DownloadTokenMinterTest {
    private static final UUID DATASET = UUID.fromString("2489e9ad-2ee2-8e00-8ec9-32d5f69181c0");
    private static final UUID USER = UUID.fromString("a0000000-0000-4000-8000-000000000003");
    private static final long NOW = Instant.parse("2026-11-23T12:00:00Z").getEpochSecond();

    @Test
    void anAnonymousTokenHasFourClaims(Vertx vertx) {
        DownloadToken token = minter(vertx, Duration.ZERO).mint(grant(Optional.empty(), Optional.empty()), NOW);

        assertEquals(
                new JsonObject()
                        .put("typ", "download")
                        .put("scope", "dataset:" + DATASET)
                        .put("iat", NOW)
                        .put("exp", NOW + 120),
                claims(token));
        assertEquals(120, token.expiresIn());
    }

    @Test
    void subjectAndTenantAreAdded(Vertx vertx) {
        UUID tenant = UUID.randomUUID();

        JsonObject claims = claims(minter(vertx, Duration.ZERO)
                .mint(grant(Optional.of(tenant), Optional.of(new Subject(USER, "analyst"))), NOW));

        assertEquals(USER.toString(), claims.getString("sub"));
        assertEquals("analyst", claims.getString("username"));
        assertEquals(tenant.toString(), claims.getString("tid"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\"",
                "\\",
                "a\",\"scope\":\"dataset:x",
                "\n\u0000",
                "\u00e9 \u0416 \u4e2d",
                "\ud83d\ude00",
                "</script>"
            })
    void userNameIsEscaped(String name, Vertx vertx) {
        DownloadToken token =
                minter(vertx, Duration.ZERO).mint(grant(Optional.empty(), Optional.of(new Subject(USER, name))), NOW);
        JsonObject expected = new JsonObject()
                .put("typ", "download")
                .put("scope", "dataset:" + DATASET)
                .put("iat", NOW)
                .put("exp", NOW + 120)
                .put("sub", USER.toString())
                .put("username", name)
                .put("jti", token.id().orElseThrow().value());

        assertEquals(expected.encode(), claims(token).encode());
    }

    @Test
    void eachTokenOfASignedInCallerHasItsOwnId(Vertx vertx) {
        DownloadTokenMinter minter = minter(vertx, Duration.ZERO);
        Granted grant = grant(Optional.empty(), Optional.of(new Subject(USER, "analyst")));

        DownloadToken first = minter.mint(grant, NOW);
        DownloadToken second = minter.mint(grant, NOW);

        assertEquals(claims(first).getString("jti"), first.id().orElseThrow().value());
        assertEquals(claims(second).getString("jti"), second.id().orElseThrow().value());
        assertNotEquals(first.id(), second.id());
        assertEquals(
                128 / 8, Base64.getUrlDecoder().decode(first.id().orElseThrow().value()).length);
    }

    @Test
    void clockSkewMovesBothTimesIntoThePast(Vertx vertx) {
        DownloadToken token = minter(vertx, Duration.ofSeconds(2)).mint(grant(Optional.empty(), Optional.empty()), NOW);

        assertEquals(NOW - 2, claims(token).getLong("iat"));
        assertEquals(NOW + 118, claims(token).getLong("exp"));
        assertEquals(118, token.expiresIn());
    }

    @Test
    void theSameGrantInTheSameSecondIsTheSameToken(Vertx vertx) {
        DownloadTokenMinter minter = minter(vertx, Duration.ZERO);
        Granted grant = grant(Optional.empty(), Optional.empty());

        assertEquals(minter.mint(grant, NOW).value(), minter.mint(grant, NOW).value());
    }

    @Test
    void aTokenIsNotPrinted(Vertx vertx) {
        DownloadToken token = minter(vertx, Duration.ZERO).mint(grant(Optional.empty(), Optional.empty()), NOW);

        assertFalse(token.toString().contains(token.value()));
    }

    private static DownloadTokenMinter minter(Vertx vertx, Duration clockSkew) {
        KeyRing ring = KeyRing.shared("a secret of the unit tests, 32 bytes at least");
        return new DownloadTokenMinter(vertx, () -> ring, Duration.ofSeconds(120), clockSkew);
    }

    private static Granted grant(Optional<UUID> tenant, Optional<Subject> subject) {
        return new Granted(DATASET, DATASET, tenant, subject, Content.Absent.NO_ASSET);
    }

    private static JsonObject claims(DownloadToken token) {
        byte[] payload = Base64.getUrlDecoder().decode(token.value().split("\\.")[1]);
        return new JsonObject(new String(payload, StandardCharsets.UTF_8));
    }
}
