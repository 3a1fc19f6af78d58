package org.downloadtoken.token;

import static org.downloadtoken.testing.Failures.assertFails;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jwt.JWTClaimsSet;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.downloadtoken.demo.DemoSession;
import org.downloadtoken.failure.Failure;
import org.downloadtoken.jose.ExpectedIssuerAndAudience;
import org.downloadtoken.jose.JwtVerifier;
import org.downloadtoken.jose.SignatureBudget;
import org.downloadtoken.jose.TimeClaims;
import org.downloadtoken.jose.VerificationKeyResolver;
import org.downloadtoken.jose.VerifiedJwtCache;
import org.downloadtoken.metrics.ServiceMetrics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests that the cache of verified tokens changes no result. */
class DownloadTokenVerifierTest {
    private static final String SECRET = "0123456789abcdef0123456789abcdef";
    private static final UUID DATASET = UUID.randomUUID();
    private static final UUID USER = UUID.randomUUID();

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private KeyRing keyRing = KeyRing.shared(SECRET);
    private final DownloadTokenVerifier verifier = verifier(SECRET);

    @Test
    void tokenIsVerifiedOnceAndThenCached() {
        String token = token(120);

        for (int i = 0; i < 3; i++) {
            assertEquals(
                    new VerifiedToken(DATASET, Optional.of(USER), now.getEpochSecond() + 120.0, Optional.empty()),
                    verify(token, DATASET));
        }

        assertEquals(1, count("miss"));
        assertEquals(2, count("hit"));
    }

    @Test
    void idOfTheTokenIsReturned() {
        String token = sign(new JWTClaimsSet.Builder(claims(120)).jwtID("Zr3-_x9.~"));

        assertEquals(
                Optional.of(new TokenId("Zr3-_x9.~")), verify(token, DATASET).id());
        assertEquals(
                Optional.of(new TokenId("Zr3-_x9.~")), verify(token, DATASET).id());
    }

    @ParameterizedTest
    @MethodSource("unusableIds")
    void unusableIdIsIgnored(Object id) {
        String token = sign(new JWTClaimsSet.Builder(claims(120)).claim("jti", id));

        assertEquals(Optional.empty(), verify(token, DATASET).id());
    }

    private static List<Object> unusableIds() {
        return List.of(
                "", "x".repeat(65), "a b", "a\n", "a\"b", "a&b", "\u0660", 7, true, List.of("a"), Map.of("a", "b"));
    }

    @Test
    void cachedTokenExpiresToTheSecond() {
        String token = token(120);
        verify(token, DATASET);

        now = now.plusMillis(119_999);
        verify(token, DATASET);
        now = now.plusMillis(1);

        assertFails(Failure.INVALID_CREDENTIAL, () -> verify(token, DATASET));
        assertFails(Failure.INVALID_CREDENTIAL, () -> verify(token, DATASET));
    }

    @Test
    void cachedTokenIsRefusedForAnotherDataset() {
        String token = token(120);
        verify(token, DATASET);

        assertFails(Failure.INVALID_CREDENTIAL, () -> verify(token, UUID.randomUUID()));
    }

    @Test
    void refusedTokenIsNotCached() {
        String token = token(121);
        for (int i = 0; i < 3; i++) {
            assertFails(Failure.INVALID_CREDENTIAL, () -> verify(token, DATASET));
        }

        assertEquals(3, count("miss"));
        assertEquals(0, count("hit"));
    }

    @Test
    void newKeyRingClearsTheCache() {
        String token = token(120);
        verify(token, DATASET);

        keyRing = KeyRing.shared("another secret, of 32 bytes at the very least");

        assertFails(Failure.INVALID_CREDENTIAL, () -> verify(token, DATASET));
    }

    private VerifiedToken verify(String token, UUID datasetId) {
        return verifier.verify(token, datasetId, SignatureBudget.UNLIMITED);
    }

    private double count(String result) {
        return meters.get("verified_token_cache_requests")
                .tag("result", result)
                .counter()
                .count();
    }

    private DownloadTokenVerifier verifier(String secret) {
        Clock clock = new Clock() {
            @Override
            public ZoneOffset getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(java.time.ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return now;
            }
        };
        keyRing = KeyRing.shared(secret);
        VerificationKeyResolver keys = new VerificationKeyResolver(() -> keyRing.verification());
        return new DownloadTokenVerifier(
                new JwtVerifier(
                        keys,
                        ExpectedIssuerAndAudience.NO_AUDIENCE,
                        DownloadTokenVerifier.MAX_LENGTH,
                        new TimeClaims(clock, Duration.ZERO)),
                new VerifiedJwtCache<>(1, clock),
                ServiceMetrics.in(meters).downloads());
    }

    private String token(int life) {
        return sign(new JWTClaimsSet.Builder(claims(life)));
    }

    private JWTClaimsSet claims(int life) {
        return new JWTClaimsSet.Builder()
                .claim("typ", "download")
                .claim("scope", "dataset:" + DATASET)
                .subject(USER.toString())
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(life)))
                .build();
    }

    private static String sign(JWTClaimsSet.Builder claims) {
        return DemoSession.sign(SECRET, new JWSHeader(JWSAlgorithm.HS256), claims.build());
    }
}
