package org.downloadtoken.jose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import io.vertx.core.json.JsonObject;
import java.util.Set;
import java.util.stream.Stream;
import org.downloadtoken.testing.KeyFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class JwkParserTest {
    private static final JsonObject RSA = json(KeyFiles.rsa(2048));
    private static final JsonObject EC = json(KeyFiles.ec(Curve.P_256));
    private static final JsonObject OKP = new JsonObject()
            .put("kty", "OKP")
            .put("crv", "Ed25519")
            .put("x", "A".repeat(43))
            .put("d", "B".repeat(43));
    private static final JsonObject OCT = json(KeyFiles.secret(256));

    static Stream<Arguments> keys() {
        return Stream.of(
                arguments(RSA, Set.of("kty", "alg", "n", "e")),
                arguments(EC, Set.of("kty", "alg", "crv", "x", "y")),
                arguments(OKP, Set.of("kty", "alg", "crv", "x")),
                arguments(OCT, Set.of("kty", "alg")));
    }

    @ParameterizedTest
    @MethodSource("keys")
    void publicKeyHasNoPrivateMember(JsonObject jwk, Set<String> members) {
        assertEquals(members, JwkParser.publicKey(jwk).fieldNames());
    }

    @ParameterizedTest
    @MethodSource("keys")
    void privateKeyHasAllMembers(JsonObject jwk, Set<String> members) {
        JsonObject expected = jwk.copy().put("alg", JwkParser.algorithm(jwk).joseName());

        assertEquals(expected, JwkParser.privateKey(jwk.copy().put("x5c", "dropped")));
    }

    @Test
    void algorithmFollowsFromTheKeyType() {
        assertEquals(Algorithm.RS256, JwkParser.algorithm(RSA));
        assertEquals(Algorithm.ES256, JwkParser.algorithm(EC));
        assertEquals(Algorithm.EDDSA, JwkParser.algorithm(OKP));
        assertEquals(Algorithm.HS256, JwkParser.algorithm(OCT));
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                arguments(new JsonObject(), "its kty must be oct, RSA, EC or OKP"),
                arguments(new JsonObject().put("kty", "rsa"), "its kty must be oct, RSA, EC or OKP"),
                arguments(RSA.copy().put("alg", "PS256"), "its alg must be RS256"),
                arguments(RSA.copy().put("alg", "HS256"), "its alg must be RS256"),
                arguments(EC.copy().put("alg", "none"), "its alg must be ES256"),
                arguments(EC.copy().putNull("alg"), "its alg must be ES256"),
                arguments(EC.copy().put("use", "enc"), "its use must be sig"),
                arguments(EC.copy().put("crv", "P-384"), "its crv must be P-256"),
                arguments(EC.copy().put("crv", "secp256k1"), "its crv must be P-256"),
                arguments(OKP.copy().put("crv", "Ed448"), "its crv must be Ed25519"),
                arguments(json(KeyFiles.rsa(1024)), "at least 2048 bits, but has 1024"),
                arguments(RSA.copy().put("n", "AAAA" + RSA.getString("n").substring(4)), "at least 2048 bits, but has"),
                arguments(OCT.copy().put("k", "A".repeat(42)), "at least 256 bits, but has 248"),
                arguments(without(RSA, "e"), "a key of type RSA needs e"),
                arguments(without(RSA, "qi"), "a key of type RSA needs qi"),
                arguments(without(EC, "y"), "a key of type EC needs y"),
                arguments(without(EC, "d"), "a key of type EC needs d"),
                arguments(without(OKP, "d"), "a key of type OKP needs d"),
                arguments(without(OCT, "k"), "a key of type oct needs k"),
                arguments(EC.copy().put("d", 1), "a key of type EC needs d"),
                arguments(EC.copy().put("d", ""), "a key of type EC needs d"),
                arguments(EC.copy().put("d", EC.getString("d") + "="), "a key of type EC needs d"));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource
    void refused(JsonObject jwk, String reason) {
        String message = String.valueOf(assertThrows(UnusableKeyException.class, () -> JwkParser.privateKey(jwk))
                .getMessage());

        assertTrue(message.contains(reason), message);
    }

    private static JsonObject json(JWK key) {
        return new JsonObject(key.toJSONString());
    }

    private static JsonObject without(JsonObject jwk, String member) {
        JsonObject copy = jwk.copy();
        copy.remove(member);
        return copy;
    }
}
