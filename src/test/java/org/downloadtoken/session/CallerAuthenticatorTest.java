package org.downloadtoken.session;

import static org.downloadtoken.testing.Failures.assertFails;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.downloadtoken.config.ServiceConfig;
import org.downloadtoken.failure.Failure;
import org.downloadtoken.failure.FailureHeaders.Challenge;
import org.downloadtoken.failure.RequestFailure;
import org.downloadtoken.jose.JwtVerifier;
import org.downloadtoken.jose.SignatureBudget;
import org.downloadtoken.jose.TimeClaims;
import org.downloadtoken.jose.VerificationKeyResolver;
import org.downloadtoken.jose.VerifiedJwtCache;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallerAuthenticatorTest {
    private static final String SECRET = "a secret of the unit tests, 32 bytes at least";
    private static final UUID USER = UUID.fromString("a0000000-0000-4000-8000-00000000000a");
    private static final long ISSUED_AT = 1_700_000_000;

    private final SessionIssuer issuer =
            SessionIssuers.of(ServiceConfig.from(Map.of("JWT_SECRET_KEY", SECRET)), Optional.empty());
    private final CallerAuthenticator authenticator = new CallerAuthenticator(new SessionVerifier(
            issuer,
            new JwtVerifier(
                    new VerificationKeyResolver(issuer.keys()),
                    issuer.expected(),
                    SessionVerifier.MAX_LENGTH,
                    new TimeClaims(Clock.systemUTC(), Duration.ZERO)),
            new VerifiedJwtCache<>(1, Clock.systemUTC())));
    private final MultiMap headers = MultiMap.caseInsensitiveMultiMap();
    private final Map<String, List<String>> query = new HashMap<>();

    @Test
    void withoutACredentialTheCallerIsAnonymous() {
        headers.add("Cookie", "session=1").add("Proxy-Authorization", "Basic eA==");

        assertEquals(Caller.ANONYMOUS, authenticate());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer ", "bearer ", "BEARER  "})
    void aSessionJwtNamesItsUserWhateverTheCaseOfTheScheme(String scheme) throws Exception {
        headers.add("Authorization", scheme + session(new JWTClaimsSet.Builder().claim("token_version", 7)));

        assertEquals(new Caller.SessionUser(USER, 7, ISSUED_AT + 1), authenticate());
    }

    @Test
    void aMissingTokenVersionIsZero() throws Exception {
        headers.add("Authorization", "Bearer " + session(new JWTClaimsSet.Builder()));

        assertEquals(new Caller.SessionUser(USER, 0, ISSUED_AT + 1), authenticate());
    }

    @Test
    void anApiKeyIsHashedAsTheCatalogStoresIt() {
        headers.add("x-api-key", "abc");

        assertEquals(
                new Caller.ApiKey("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"), authenticate());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer", "Bearer ", "Basic YTpi", "Bearer a.b.c", "Bearer\tx", "Bearer=x"})
    void anAuthorizationThatDoesNotResolveIsRefused(String authorization) {
        headers.add("Authorization", authorization);

        assertRefused(Challenge.INVALID_TOKEN);
    }

    @Test
    void anEmptyApiKeyIsRefused() {
        headers.add("X-Api-Key", "");

        assertRefused(Challenge.INVALID_TOKEN);
    }

    @Test
    void aDownloadTokenIsNoSession() throws Exception {
        headers.add("Authorization", "Bearer " + session(new JWTClaimsSet.Builder().claim("typ", "download")));

        assertRefused(Challenge.INVALID_TOKEN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "1", "a0000000-0000-4000-8000-00000000000", "urn:uuid:a0000000-0000-4000-8000-00000000000a"})
    void aSubjectThatIsNoUuidIsRefused(String subject) throws Exception {
        headers.add("Authorization", "Bearer " + session(new JWTClaimsSet.Builder().subject(subject)));

        assertRefused(Challenge.INVALID_TOKEN);
    }

    @Test
    void aTokenVersionThatIsNoNumberIsRefused() throws Exception {
        headers.add("Authorization", "Bearer " + session(new JWTClaimsSet.Builder().claim("token_version", "7")));

        assertRefused(Challenge.INVALID_TOKEN);
    }

    @Test
    void twoCredentialsAreRefused() throws Exception {
        headers.add("Authorization", "Bearer " + session(new JWTClaimsSet.Builder()))
                .add("X-Api-Key", "key");

        assertRefused(Challenge.INVALID_REQUEST);
    }

    @Test
    void aRepeatedCredentialIsRefused() throws Exception {
        String session = "Bearer " + session(new JWTClaimsSet.Builder());
        headers.add("Authorization", session).add("Authorization", session);

        assertRefused(Challenge.INVALID_REQUEST);
    }

    @ParameterizedTest
    @ValueSource(strings = {"api_key", "API_KEY", "access_token", "Access_Token", "token", "TOKEN"})
    void aCredentialInTheQueryIsRefusedWhateverTheCaseOfItsName(String parameter) {
        query.put(parameter, List.of(""));

        assertRefused(Challenge.INVALID_REQUEST);
    }

    private Caller authenticate() {
        Future<Caller> authenticated = authenticator.authenticate(headers, query, SignatureBudget.UNLIMITED);
        if (authenticated.cause() instanceof RequestFailure failure) {
            throw failure;
        }
        return authenticated.result();
    }

    private void assertRefused(Challenge challenge) {
        assertEquals(challenge, assertFails(Failure.INVALID_CREDENTIAL, this::authenticate));
    }

    private static String session(JWTClaimsSet.Builder claims) throws Exception {
        JWTClaimsSet given = claims.build();
        SignedJWT jwt = new SignedJWT(
                new JWSHeader(JWSAlgorithm.HS256),
                new JWTClaimsSet.Builder(given)
                        .subject(given.getSubject() == null ? USER.toString() : given.getSubject())
                        .issueTime(Date.from(Instant.ofEpochSecond(ISSUED_AT)))
                        .expirationTime(Date.from(Instant.now().plusSeconds(60)))
                        .build());
        jwt.sign(new MACSigner(SECRET));
        return jwt.serialize();
    }
}
