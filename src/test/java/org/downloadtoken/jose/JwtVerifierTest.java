package org.downloadtoken.jose;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.downloadtoken.jose.Jwts.HS256;
import static org.downloadtoken.jose.Jwts.NOW;
import static org.downloadtoken.jose.Jwts.base64url;
import static org.downloadtoken.jose.Jwts.claims;
import static org.downloadtoken.jose.Jwts.hs256;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.vertx.core.json.JsonObject;
import java.util.Base64;
import java.util.stream.Stream;
import org.downloadtoken.jose.Verification.Rejected;
import org.downloadtoken.jose.Verification.Valid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The shape, the signature and the times of a token. Only what a case names differs from a valid token. */
class JwtVerifierTest {
    private static final int MAX_LENGTH = 4096;
    private static final int LEEWAY = 5;
    private static final KeySet KEYS = KeySet.sharedSecret(Jwts.SECRET);
    private static final String VALID = hs256(HS256, claims().encode());
    private static final String SIGNED = VALID.substring(0, VALID.lastIndexOf('.'));

    private final JwtVerifier verifier = new JwtVerifier(
            new VerificationKeyResolver(() -> KEYS),
            ExpectedIssuerAndAudience.NO_AUDIENCE,
            MAX_LENGTH,
            Jwts.validity(LEEWAY));

    @Test
    void validTokenGivesItsClaims() {
        assertEquals(new Valid(claims(), KEYS.entries().get(0)), verifier.verify(VALID, SignatureBudget.UNLIMITED));
    }

    static Stream<Arguments> malformed() {
        String header = base64url(HS256 + " "); // 16 bytes, which standard base64 pads
        String padded = Base64.getUrlEncoder().encodeToString((HS256 + " ").getBytes(UTF_8));
        String body = base64url(claims().encode());
        return Stream.of(
                arguments("empty", ""),
                arguments("two dots alone", ".."),
                arguments("without a signature", SIGNED),
                arguments("with an empty signature", SIGNED + "."),
                arguments("a trailing dot", VALID + "."),
                arguments("two trailing dots", VALID + ".."),
                arguments("four segments", VALID + ".e30"),
                arguments("a leading dot", "." + VALID),
                arguments("white space", VALID + "\n"),
                arguments("a padded signature", VALID + "="),
                arguments("a padded header", hs256(padded + "." + body, Jwts.SECRET.getBytes(UTF_8))),
                arguments(
                        "a character of standard base64",
                        hs256("+" + header + "." + body, Jwts.SECRET.getBytes(UTF_8))),
                arguments("another spelling of its signature", anotherSpelling(VALID)),
                arguments("a shorter signature", VALID.substring(0, VALID.length() - 2)),
                arguments(
                        "changed claims",
                        VALID.replace(
                                "." + body + ".",
                                "." + base64url(claims().put("sub", "b").encode()) + ".")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void malformed(String name, String token) {
        assertRejected(verifier.verify(token, SignatureBudget.UNLIMITED));
    }

    static Stream<String> refusedHeaders() {
        return Stream.of(
                "{}",
                "{\"alg\":\"none\"}",
                "{\"alg\":\"hs256\"}",
                "{\"alg\":\"HS512\"}",
                "{\"alg\":\"RS256\"}",
                "{\"alg\":[\"HS256\"]}",
                "{\"alg\":null}",
                "{\"alg\":\"none\",\"alg\":\"HS256\"}",
                "{\"alg\":\"HS256\",\"crit\":[]}",
                "{\"alg\":\"HS256\",\"crit\":[\"exp\"]}",
                "{\"alg\":\"HS256\",\"crit\":null}",
                "{\"alg\":\"HS256\",\"kid\":1}",
                "{\"alg\":\"HS256\",\"kid\":null}",
                "{\"alg\":\"HS256\"} {}",
                "[\"HS256\"]",
                "null");
    }

    @ParameterizedTest
    @MethodSource
    void refusedHeaders(String header) {
        assertRejected(verifier.verify(hs256(header, claims().encode()), SignatureBudget.UNLIMITED));
    }

    @Test
    void unsignedTokenIsRefused() {
        String signed = base64url("{\"alg\":\"none\"}") + "." + base64url(claims().encode());

        assertRejected(verifier.verify(signed + ".", SignatureBudget.UNLIMITED));
        assertRejected(verifier.verify(signed, SignatureBudget.UNLIMITED));
    }

    static Stream<String> refusedClaims() {
        return Stream.of(
                "[]",
                "null",
                "{\"exp\":" + (NOW + 60) + "} {}",
                "{\"exp\":1,\"exp\":" + (NOW + 60) + "}",
                "{}",
                "{\"exp\":null}",
                "{\"exp\":\"" + (NOW + 60) + "\"}",
                "{\"exp\":" + NOW + "}",
                "{\"exp\":" + (NOW - 1) + "}",
                claims().put("nbf", NOW + LEEWAY + 1).encode(),
                claims().put("nbf", String.valueOf(NOW)).encode(),
                claims().putNull("nbf").encode(),
                claims().put("iat", NOW + LEEWAY + 1).encode(),
                claims().put("aud", "somebody").encode(),
                claims().putNull("aud").encode());
    }

    @ParameterizedTest
    @MethodSource
    void refusedClaims(String claims) {
        assertRejected(verifier.verify(hs256(HS256, claims), SignatureBudget.UNLIMITED));
    }

    static Stream<JsonObject> acceptedClaims() {
        return Stream.of(
                claims().put("exp", NOW + 0.001),
                claims().put("nbf", NOW + LEEWAY),
                claims().put("iat", NOW + LEEWAY),
                new JsonObject().put("exp", NOW + 1),
                claims().put("iss", "anybody"));
    }

    @ParameterizedTest
    @MethodSource
    void acceptedClaims(JsonObject claims) {
        assertEquals(
                new Valid(claims, KEYS.entries().get(0)),
                verifier.verify(hs256(HS256, claims.encode()), SignatureBudget.UNLIMITED));
    }

    @Test
    void tokenOf4KibIsAcceptedAndALongerOneIsRefused() {
        String longest = ofLength(MAX_LENGTH);

        assertEquals(MAX_LENGTH, longest.length());
        assertInstanceOf(Valid.class, verifier.verify(longest, SignatureBudget.UNLIMITED));
        assertRejected(verifier.verify(ofLength(MAX_LENGTH + 1), SignatureBudget.UNLIMITED));
    }

    private static void assertRejected(Verification verification) {
        assertInstanceOf(Rejected.class, verification);
    }

    private static String ofLength(int length) {
        for (int padding = length / 2; padding < length; padding++) {
            String token = hs256(HS256, claims().put("sub", "a".repeat(padding)).encode());
            if (token.length() >= length) {
                return token;
            }
        }
        throw new IllegalStateException();
    }

    /** 32 bytes leave two bits of the last character unused. */
    private static String anotherSpelling(String token) {
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        int last = token.length() - 1;
        return token.substring(0, last) + alphabet.charAt(alphabet.indexOf(token.charAt(last)) + 1);
    }
}
