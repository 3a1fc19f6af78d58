package org.downloadtoken.it.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jwt.JWTClaimsSet;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.downloadtoken.demo.DemoDataset;
import org.downloadtoken.demo.DemoSession;
import org.downloadtoken.demo.DemoUser;
import org.downloadtoken.testing.ApiClient;
import org.downloadtoken.testing.ApiResponse;
import org.downloadtoken.testing.RunningService;
import org.downloadtoken.testing.Tokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests invalid credentials with a public dataset, which an anonymous caller may read. */
class CredentialAttacksIT {
    @RegisterExtension
    static final RunningService SERVICE = new RunningService();

    private static final UUID ANALYST = DemoUser.ANALYST.id();
    private static final String VALID = DemoSession.jwt(RunningService.SECRET, ANALYST, Duration.ofMinutes(5));

    static Stream<Arguments> forgedTokens() {
        String[] segments = VALID.split("\\.");
        String claims = "{\"sub\":\"%s\",\"exp\":4102444800}".formatted(ANALYST);
        return Stream.of(
                arguments("alg none, unsigned", encode("{\"alg\":\"none\"}") + "." + encode(claims) + "."),
                arguments("alg none, two segments", encode("{\"alg\":\"none\"}") + "." + encode(claims)),
                arguments("alg none, signed", encode("{\"alg\":\"none\"}") + "." + encode(claims) + "." + segments[2]),
                arguments("alg HS512", sign(RunningService.SECRET.repeat(2), JWSAlgorithm.HS512)),
                arguments("another key", sign("another secret, of 32 bytes at the very least", JWSAlgorithm.HS256)),
                arguments("alg in lower case", encode("{\"alg\":\"hs256\"}") + "." + segments[1] + "." + segments[2]),
                arguments("alg missing", encode("{}") + "." + segments[1] + "." + segments[2]),
                arguments("alg a number", encode("{\"alg\":1}") + "." + segments[1] + "." + segments[2]),
                arguments("payload tampered", segments[0] + "." + encode(claims) + "." + segments[2]),
                arguments(
                        "header tampered",
                        encode("{\"alg\":\"HS256\",\"a\":1}") + "." + segments[1] + "." + segments[2]),
                arguments("signature cut", VALID.substring(0, VALID.length() - 2)),
                arguments("signature empty", segments[0] + "." + segments[1] + "."),
                arguments("one dot missing", segments[0] + segments[1] + "." + segments[2]),
                arguments("two dots missing", segments[0] + segments[1] + segments[2]),
                arguments("trailing dot", VALID + "."),
                arguments("trailing dots", VALID + ".."),
                arguments("leading dot", "." + VALID),
                arguments("padded", VALID + "="),
                arguments("standard base64", VALID.replace('_', '/').replace('-', '+') + "+"),
                arguments("a word", "x"),
                arguments("empty", ""),
                arguments("13 KiB", Tokens.session(c -> c.claim("fill", "x".repeat(9_500)))),
                arguments("payload no JSON", segments[0] + "." + encode("no") + "." + segments[2]),
                arguments(
                        "expired",
                        Tokens.session(
                                c -> c.expirationTime(Date.from(Instant.now().minusSeconds(1))))),
                arguments("without exp", Tokens.session(c -> c.expirationTime(null))),
                arguments("exp as text", Tokens.session(c -> c.claim("exp", "4102444800"))),
                arguments(
                        "nbf to come",
                        Tokens.session(
                                c -> c.notBeforeTime(Date.from(Instant.now().plusSeconds(60))))),
                arguments("nbf as text", Tokens.session(c -> c.claim("nbf", "0"))),
                arguments(
                        "iat to come",
                        Tokens.session(c -> c.issueTime(Date.from(Instant.now().plusSeconds(60))))),
                arguments("for an audience", Tokens.session(c -> c.audience("somebody else"))),
                arguments("a download token", Tokens.session(c -> c.claim("typ", "download"))),
                arguments("without sub", Tokens.session(c -> c.subject(null))),
                arguments("sub no UUID", Tokens.session(c -> c.subject("analyst"))),
                arguments("sub a UUID in short", Tokens.session(c -> c.subject("a0000000-0-4000-8000-3"))),
                arguments("sub a number", Tokens.session(c -> c.claim("sub", 3))),
                arguments("sub a list", Tokens.session(c -> c.claim("sub", Set.of(ANALYST.toString())))),
                arguments("token_version as text", Tokens.session(c -> c.claim("token_version", "9"))),
                arguments(
                        "unknown user",
                        Tokens.session(c -> c.subject(UUID.randomUUID().toString()))),
                arguments("inactive user", Tokens.session(DemoUser.INACTIVE)),
                arguments("revoked session", Tokens.session(DemoUser.REVOKED)),
                arguments(
                        "revoked, iat as text",
                        Tokens.session(c -> c.subject(DemoUser.REVOKED.id().toString())
                                .claim("token_version", 9)
                                .claim("iat", "9999999999"))),
                arguments("crit", critical("exp")),
                arguments("unknown crit", critical("http://example.com/unknown")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("forgedTokens")
    void isRefusedNotDowngraded(String name, String token) {
        ApiResponse response = SERVICE.client().mintAs(token, DemoDataset.PUBLIC.id());

        assertEquals(401, response.status(), name);
        assertEquals(
                "Bearer error=\"invalid_token\"",
                response.header("www-authenticate").orElse(""));
    }

    @Test
    void downloadTokenIsNotASession() {
        String download =
                SERVICE.client().mintAs(VALID, DemoDataset.PUBLIC.id()).token();

        assertEquals(
                401, SERVICE.client().mintAs(download, DemoDataset.PUBLIC.id()).status());
    }

    @Test
    void sessionWithoutIatOrTokenVersionIsValidUntilARevocation() {
        assertEquals(
                200,
                SERVICE.client()
                        .mintAs(Tokens.session(c -> c.claim("iat", "soon")), DemoDataset.RESTRICTED.id())
                        .status());
    }

    @ParameterizedTest(name = "[{0}]")
    @MethodSource
    void otherAuthorizationIsRefused(String authorization) {
        assertEquals(
                401,
                SERVICE.client()
                        .mint(DemoDataset.PUBLIC.id(), "Authorization", authorization)
                        .status());
    }

    static Stream<String> otherAuthorizationIsRefused() {
        return Stream.of(
                "", "Bearer", "Bearer ", "Basic YTpi", "Digest x", VALID, "Bearer" + VALID, "Bearer x " + VALID);
    }

    @ParameterizedTest
    @MethodSource
    void theSchemeIsCaseInsensitive(String scheme) {
        assertEquals(
                200,
                SERVICE.client()
                        .mint(DemoDataset.RESTRICTED.id(), "Authorization", scheme + " " + VALID)
                        .status());
    }

    static Stream<String> theSchemeIsCaseInsensitive() {
        return Stream.of("Bearer", "bearer", "BEARER");
    }

    @Test
    void twoCredentialsAreRefused() {
        UUID datasetId = DemoDataset.PUBLIC.id();
        String bearer = "Bearer " + VALID;

        for (ApiResponse response : new ApiResponse[] {
            SERVICE.client().mint(datasetId, "Authorization", bearer, "X-Api-Key", "demo-analyst-full"),
            SERVICE.client().mint(datasetId, "Authorization", bearer, "Authorization", bearer),
            SERVICE.client().mint(datasetId, "X-Api-Key", "demo-analyst-full", "X-Api-Key", "demo-analyst-full"),
            SERVICE.client().mint(datasetId, "Authorization", "", "X-Api-Key", ""),
        }) {
            assertEquals(401, response.status());
            assertEquals(
                    "Bearer error=\"invalid_request\"",
                    response.header("www-authenticate").orElse(""));
        }
    }

    @ParameterizedTest
    @MethodSource
    void anApiKeyInTheUrlIsRefused(String query) {
        assertEquals(
                401,
                SERVICE.client()
                        .request("POST", ApiClient.MINT + DemoDataset.PUBLIC.id() + query)
                        .status());
    }

    static Stream<String> anApiKeyInTheUrlIsRefused() {
        return Stream.of(
                "?api_key=demo-analyst-full",
                "?api_key=",
                "?api_key",
                "?a=1&api_key=x",
                "?api%5Fkey=x",
                "?API_KEY=x",
                "?Api_Key=demo-analyst-full");
    }

    @Test
    void apiKeyAfterManyParametersIsRefused() {
        String path = ApiClient.MINT + DemoDataset.PUBLIC.id() + "?" + "a&".repeat(1_100) + "api_key=x";

        assertEquals(400, SERVICE.client().request("POST", path).status());
    }

    @Test
    void oversizedCredentialHeadersAreRefusedBeforeTheyAreRead() {
        ApiResponse response = SERVICE.client()
                .raw("POST " + ApiClient.MINT + DemoDataset.PUBLIC.id()
                        + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + "x".repeat(64 * 1024) + "\r\n\r\n");

        assertEquals(431, response.status());
    }

    @Test
    void everyInvalidCredentialReceivesTheSameBody() {
        String body = SERVICE.client().mintAs("x", DemoDataset.PUBLIC.id()).body();

        assertEquals(
                body,
                SERVICE.client()
                        .mintAs(Tokens.session(DemoUser.REVOKED), UUID.randomUUID())
                        .body());
        assertTrue(SERVICE.client()
                .mint(UUID.randomUUID(), "X-Api-Key", "no such key")
                .body()
                .equals(body));
    }

    private static String critical(String extension) {
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.HS256)
                .criticalParams(Set.of(extension))
                .customParam(extension, true)
                .build();
        return DemoSession.sign(RunningService.SECRET, header, claims());
    }

    private static String sign(String secret, JWSAlgorithm algorithm) {
        return DemoSession.sign(secret, new JWSHeader(algorithm), claims());
    }

    private static JWTClaimsSet claims() {
        return new JWTClaimsSet.Builder()
                .subject(ANALYST.toString())
                .expirationTime(Date.from(Instant.now().plusSeconds(300)))
                .build();
    }

    private static String encode(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }
}
