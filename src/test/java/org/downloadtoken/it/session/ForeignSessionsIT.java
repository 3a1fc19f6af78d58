package org.downloadtoken.it.session;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Collections;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.downloadtoken.DownloadTokenService;
import org.downloadtoken.demo.DemoDataset;
import org.downloadtoken.demo.DemoUser;
import org.downloadtoken.testing.ApiClient;
import org.downloadtoken.testing.ApiResponse;
import org.downloadtoken.testing.ForeignIssuer;
import org.downloadtoken.testing.KeyFiles;
import org.downloadtoken.testing.RunningService;
import org.downloadtoken.testing.Tokens;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests sessions of an issuer such as Keycloak, which signs for many clients and publishes its keys. */
class ForeignSessionsIT {
    private static final String AUDIENCE = ForeignIssuer.AUDIENCE;
    private static final UUID RESTRICTED = DemoDataset.RESTRICTED.id();
    private static final RSAKey KEY = named(KeyFiles.rsa(2048), "issuer-1");
    private static final RSAKey NEXT = named(KeyFiles.rsa(2048), "issuer-2");

    @TempDir
    Path directory;

    private final ForeignIssuer issuer = new ForeignIssuer(KEY);

    @AfterEach
    void stopIssuer() {
        issuer.close();
    }

    @Test
    void sessionOfTheIssuerIsAcceptedAndTheSharedSecretIsNot() throws Exception {
        with(Map.of(), client -> {
            assertEquals(200, client.mintAs(session(c -> c), RESTRICTED).status());
            assertEquals(
                    401,
                    client.mintAs(Tokens.session(DemoUser.ANALYST), RESTRICTED).status());
            assertEquals(200, client.mint(DemoDataset.PUBLIC.id()).status(), "tokens are signed as before");
        });
    }

    static Stream<Arguments> refused() throws JOSEException {
        return Stream.of(
                arguments("for another client", session(c -> c.audience("another"))),
                arguments("for nobody in particular", session(c -> c.audience((String) null))),
                arguments("of another issuer", session(c -> c.issuer("https://id.example.com/realms/other"))),
                arguments("of no issuer", session(c -> c.issuer(null))),
                arguments(
                        "expired",
                        session(c -> c.expirationTime(Date.from(Instant.now().minusSeconds(1))))),
                arguments("without exp", session(c -> c.expirationTime(null))),
                arguments("of a user that is no UUID", session(c -> c.subject("analyst"))),
                arguments("a download token", session(c -> c.claim("typ", "download"))),
                arguments(
                        "of a revoked user, without iat",
                        session(c -> c.subject(DemoUser.REVOKED.id().toString()).issueTime(null))),
                arguments(
                        "of a revoked user",
                        session(c -> c.subject(DemoUser.REVOKED.id().toString()))),
                arguments("by an unpublished key", sign(NEXT, c -> c)),
                arguments(
                        "by the published key as a secret",
                        hmac(KEY.toPublicJWK().toJSONString().getBytes(UTF_8))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void sessionIsRefused(String name, String session) throws Exception {
        with(
                Map.of(),
                client -> assertEquals(401, client.mintAs(session, RESTRICTED).status(), name));
    }

    @Test
    void oneAudienceOfSeveralSuffices() throws Exception {
        with(
                Map.of(),
                client -> assertEquals(
                        200,
                        client.mintAs(session(c -> c.audience(List.of("account", AUDIENCE))), RESTRICTED)
                                .status()));
    }

    @Test
    void userIdMayBeInAnotherClaim() throws Exception {
        String session = session(c -> c.subject("f:keycloak:analyst")
                .claim("geolens_user", DemoUser.ANALYST.id().toString()));

        with(
                Map.of("SESSION_USER_ID_CLAIM", "geolens_user"),
                client -> assertEquals(200, client.mintAs(session, RESTRICTED).status()));
    }

    @Test
    void disallowedAlgorithmIsRefused() throws Exception {
        issuer.publish(KEY, named(KeyFiles.ec(Curve.P_256), "ec"));
        with(
                Map.of("SESSION_ALGORITHMS", "ES256"),
                client -> assertEquals(
                        401, client.mintAs(session(c -> c), RESTRICTED).status()));
    }

    @Test
    void unreachableIssuerIsUnavailableUntilItsKeysAreCached() throws Exception {
        issuer.fail(500);
        with(Map.of(), client -> {
            ApiResponse early = client.mintAs(session(c -> c), RESTRICTED);
            assertEquals(503, early.status());
            assertEquals(Optional.of("1"), early.header("retry-after"));
            assertEquals(200, client.mint(DemoDataset.PUBLIC.id()).status(), "anonymous callers need no issuer");
        });
        issuer.fail(200);
        with(Map.of(), client -> {
            assertEquals(200, client.mintAs(session(c -> c), RESTRICTED).status());
            issuer.fail(500);
            assertEquals(200, client.mintAs(session(c -> c), RESTRICTED).status());
        });
    }

    @Test
    void theFirstSessionOfANewKeyWaitsForIt() throws Exception {
        with(Map.of(), client -> {
            issuer.publish(KEY, NEXT);
            issuer.delay(300);

            assertEquals(200, client.mintAs(sign(NEXT, c -> c), RESTRICTED).status());
            assertEquals(200, client.mintAs(session(c -> c), RESTRICTED).status(), "the old one is still published");
            assertEquals(2, issuer.fetches());
        });
    }

    @Test
    void aKeyThatIsReplacedUnderItsIdIsFetched() throws Exception {
        with(Map.of(), client -> {
            RSAKey replaced = named(KeyFiles.rsa(2048), KEY.getKeyID());
            issuer.publish(replaced);

            assertEquals(200, client.mintAs(sign(replaced, c -> c), RESTRICTED).status());
            assertEquals(401, client.mintAs(session(c -> c), RESTRICTED).status());
        });
    }

    @Test
    void sessionsOfANewKeyShareOneFetch() throws Exception {
        with(Map.of(), client -> {
            issuer.publish(NEXT);
            issuer.delay(300);
            List<String> sessions =
                    Stream.generate(() -> sign(NEXT, c -> c)).limit(8).toList();

            List<Integer> statuses = sessions.parallelStream()
                    .map(session -> client.mintAs(session, RESTRICTED).status())
                    .toList();

            assertEquals(Collections.nCopies(8, 200), statuses);
            assertEquals(2, issuer.fetches());
        });
    }

    @Test
    void aSessionWaitsOneSecondAtMost() throws Exception {
        with(Map.of(), client -> {
            issuer.publish(NEXT);
            issuer.delay(8_000);
            long start = System.nanoTime();

            assertEquals(401, client.mintAs(sign(NEXT, c -> c), RESTRICTED).status());
            assertTrue(System.nanoTime() - start < TimeUnit.SECONDS.toNanos(5), "it waits for the fetch");
        });
    }

    @Test
    void forgedSessionsCauseFewFetches() throws Exception {
        with(Map.of(), client -> {
            for (int i = 0; i < 30; i++) {
                assertEquals(401, client.mintAs(sign(NEXT, c -> c), RESTRICTED).status());
            }
            assertTrue(issuer.fetches() <= 7, () -> "fetches: " + issuer.fetches());
        });
    }

    @Test
    void keysNeedNoIdAndMayBeListedTwice() throws Exception {
        RSAKey anonymous = new RSAKey.Builder(KEY).keyID(null).build();
        RSAKey other = new RSAKey.Builder(NEXT).keyID(null).build();
        issuer.publish(anonymous, anonymous, other);
        with(Map.of(), client -> {
            for (RSAKey key : List.of(anonymous, other, KEY)) {
                assertEquals(200, client.mintAs(sign(key, c -> c), RESTRICTED).status());
            }
        });
        issuer.publish(
                KEY, KEY, new RSAKey.Builder(KEY).keyUse(KeyUse.SIGNATURE).build());
        with(
                Map.of(),
                client -> assertEquals(
                        200, client.mintAs(session(c -> c), RESTRICTED).status()));
    }

    /** Such a session has no token_version, which revokes the catalog's own sessions of this second. */
    @Test
    void sessionIsRevokedWithinTheSecondOfItsIat() throws Exception {
        with(Map.of(), client -> {
            Instant issued = Instant.now().minusSeconds(5).truncatedTo(ChronoUnit.SECONDS);
            String session = session(c -> c.issueTime(Date.from(issued)));
            assertEquals(200, client.mintAs(session, RESTRICTED).status());

            RunningService.catalog().execute(revoked("'" + issued.plusMillis(500) + "'"));
            try {
                assertEquals(401, client.mintAs(session, RESTRICTED).status());
                assertEquals(
                        200,
                        client.mintAs(session(c -> c.issueTime(Date.from(issued.plusSeconds(1)))), RESTRICTED)
                                .status());
            } finally {
                RunningService.catalog().execute(revoked("NULL"));
            }
        });
    }

    @Test
    void sessionOf12KibIsAccepted() throws Exception {
        with(Map.of(), client -> {
            assertEquals(
                    200,
                    client.mintAs(session(c -> c.claim("roles", "x".repeat(8_500))), RESTRICTED)
                            .status());
            assertEquals(
                    401,
                    client.mintAs(session(c -> c.claim("roles", "x".repeat(9_000))), RESTRICTED)
                            .status());
        });
    }

    @Test
    void pemFileIsAccepted() throws Exception {
        String pem = "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(KEY.toRSAPublicKey().getEncoded())
                + "\n-----END PUBLIC KEY-----\n";
        Map<String, String> settings = new HashMap<>(settings());
        settings.remove("SESSION_JWKS_URL");
        settings.put(
                "SESSION_PUBLIC_KEY",
                Files.writeString(directory.resolve("issuer.pem"), pem).toString());
        DownloadTokenService service = RunningService.start(settings);
        try {
            ApiClient client = new ApiClient(service.port());
            assertEquals(200, client.mintAs(session(c -> c), RESTRICTED).status());
            assertEquals(401, client.mintAs(sign(NEXT, c -> c), RESTRICTED).status());
            assertEquals(
                    401, client.mintAs(hmac(pem.getBytes(UTF_8)), RESTRICTED).status());
            assertEquals(
                    401,
                    client.mintAs(Tokens.session(DemoUser.ANALYST), RESTRICTED).status());
        } finally {
            RunningService.stop(service);
        }
    }

    private interface Check {
        void accept(ApiClient client) throws Exception;
    }

    private void with(Map<String, String> more, Check check) throws Exception {
        Map<String, String> settings = new HashMap<>(settings());
        settings.putAll(more);
        DownloadTokenService service = RunningService.start(settings);
        try {
            check.accept(new ApiClient(service.port()));
        } finally {
            RunningService.stop(service);
        }
    }

    private Map<String, String> settings() {
        return issuer.settings();
    }

    private static String revoked(String at) {
        return "UPDATE catalog.users SET sessions_revoked_at = " + at + " WHERE id = '" + DemoUser.ANALYST.id() + "'";
    }

    private static String session(UnaryOperator<JWTClaimsSet.Builder> change) {
        return sign(KEY, change);
    }

    private static String sign(RSAKey key, UnaryOperator<JWTClaimsSet.Builder> change) {
        return ForeignIssuer.session(key, change);
    }

    private static String hmac(byte[] secret) throws JOSEException {
        JWSHeader header =
                new JWSHeader.Builder(JWSAlgorithm.HS256).keyID(KEY.getKeyID()).build();
        SignedJWT jwt = new SignedJWT(
                header,
                new JWTClaimsSet.Builder()
                        .issuer(ForeignIssuer.ISSUER)
                        .audience(AUDIENCE)
                        .subject(DemoUser.ANALYST.id().toString())
                        .expirationTime(Date.from(Instant.now().plusSeconds(300)))
                        .build());
        jwt.sign(new MACSigner(secret));
        return jwt.serialize();
    }

    private static RSAKey named(RSAKey key, String kid) {
        return new RSAKey.Builder(key).keyID(kid).build();
    }

    private static JWK named(ECKey key, String kid) {
        return new ECKey.Builder(key).keyID(kid).build();
    }
}
