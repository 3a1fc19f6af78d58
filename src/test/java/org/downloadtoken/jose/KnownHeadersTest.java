package org.downloadtoken.jose;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.downloadtoken.jose.Jwts.HS256;
import static org.downloadtoken.jose.Jwts.base64url;
import static org.downloadtoken.jose.Jwts.claims;
import static org.downloadtoken.jose.Jwts.hs256;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.vertx.core.json.JsonObject;
import org.downloadtoken.jose.Verification.Rejected;
import org.downloadtoken.jose.Verification.Valid;
import org.junit.jupiter.api.Test;

class KnownHeadersTest {
    private static final KeySet KEYS = KeySet.sharedSecret(Jwts.SECRET);

    private final KnownHeaders headers = new KnownHeaders();
    private final JwtVerifier verifier = new JwtVerifier(
            new VerificationKeyResolver(() -> KEYS),
            ExpectedIssuerAndAudience.NO_AUDIENCE,
            4_096,
            Jwts.validity(0),
            headers);

    @Test
    void rememberedHeaderIsNotParsedAgain() {
        CompactJwt first = jwt(HS256);
        JsonObject parsed = headers.parse(first);
        assertNotSame(parsed, headers.parse(first));

        headers.remember(first, parsed);

        assertSame(parsed, headers.parse(jwt(HS256)));
        assertNotSame(parsed, headers.parse(jwt(HS256 + " ")));
    }

    @Test
    void malformedHeaderIsRejected() {
        assertThrows(IllegalArgumentException.class, () -> headers.parse(jwt("[]")));
    }

    @Test
    void oldestHeaderIsForgotten() {
        JsonObject oldest = remember(0);
        JsonObject second = remember(1);
        for (int i = 2; i <= KnownHeaders.MAX_HEADERS; i++) {
            remember(i);
        }

        assertEquals(KnownHeaders.MAX_HEADERS, headers.size());
        assertNotSame(oldest, headers.parse(jwt(header(0))));
        assertSame(second, headers.parse(jwt(header(1))));
    }

    @Test
    void longHeaderIsNotRemembered() {
        CompactJwt jwt = jwt("{\"x5c\":\"" + "a".repeat(KnownHeaders.MAX_LENGTH) + "\"}");
        headers.remember(jwt, headers.parse(jwt));

        assertEquals(0, headers.size());
    }

    @Test
    void onlyHeadersOfGenuineTokensAreRemembered() {
        assertInstanceOf(
                Rejected.class,
                verifier.verify(
                        hs256(
                                base64url(HS256) + "." + base64url(claims().encode()),
                                "b".repeat(32).getBytes(UTF_8)),
                        SignatureBudget.UNLIMITED));
        assertEquals(0, headers.size());

        assertValid(HS256);
        assertValid(HS256);
        assertEquals(1, headers.size());
        assertValid(HS256 + " ");
        assertEquals(2, headers.size());
    }

    @Test
    void headerBesideAKnownOneIsChecked() {
        assertValid("{\"alg\":\"HS256\",\"typ\":\"JWT\"}");

        for (String header : new String[] {
            "{\"alg\":\"HS512\",\"typ\":\"JWT\"}",
            "{\"alg\":\"HS256\",\"crit\":\"JWT\"}",
            "{\"alg\":\"HS256\",\"alg\":\"JWT\"}",
            "{\"alg\":\"HS256\",\"typ\":\"JWT\"]"
        }) {
            assertInstanceOf(
                    Rejected.class, verifier.verify(hs256(header, claims().encode()), SignatureBudget.UNLIMITED));
        }
    }

    private void assertValid(String header) {
        assertInstanceOf(Valid.class, verifier.verify(hs256(header, claims().encode()), SignatureBudget.UNLIMITED));
    }

    private JsonObject remember(int number) {
        CompactJwt jwt = jwt(header(number));
        JsonObject parsed = headers.parse(jwt);
        headers.remember(jwt, parsed);
        return parsed;
    }

    private static String header(int number) {
        return "{\"alg\":\"HS256\",\"kid\":\"" + number + "\"}";
    }

    private static CompactJwt jwt(String header) {
        return CompactJwt.parse(hs256(header, "{}")).orElseThrow();
    }
}
