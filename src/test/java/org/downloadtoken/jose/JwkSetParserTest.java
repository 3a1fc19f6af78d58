package org.downloadtoken.jose;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.downloadtoken.testing.KeyFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class JwkSetParserTest {
    private static final JsonObject RSA = json(KeyFiles.rsa(2048).toPublicJWK());
    private static final JsonObject EC = json(KeyFiles.ec(Curve.P_256).toPublicJWK());
    private static final Set<Algorithm> ALLOWED = Set.of(Algorithm.RS256, Algorithm.ES256);

    @Test
    void keysAreReadWithTheirIds() {
        List<KeySet.Entry> entries = parse(named(RSA, "a"), named(EC, "b")).entries();

        assertEquals("[a (RS256), b (ES256)]", entries.toString());
    }

    static Stream<JsonObject> skipped() {
        return Stream.of(
                RSA.copy().put("kid", 1),
                named(RSA, "x").put("use", "enc"),
                named(RSA, "x").put("alg", "PS256"),
                named(RSA, "x").put("e", "AQ"), // an exponent of 1 verifies everything
                named(json(KeyFiles.rsa(1024).toPublicJWK()), "x"),
                named(json(KeyFiles.secret(256)), "x"), // anybody who reads the set could sign
                new JsonObject() // an algorithm that is not allowed
                        .put("kid", "x")
                        .put("kty", "OKP")
                        .put("crv", "Ed25519")
                        .put("x", "A".repeat(43)),
                new JsonObject());
    }

    @ParameterizedTest
    @MethodSource
    void skipped(JsonObject key) {
        assertEquals("[good (ES256)]", parse(key, named(EC, "good")).entries().toString());
    }

    @Test
    void aKeyNeedsNoId() {
        assertEquals(
                "[- (RS256), a (ES256)]", parse(RSA, named(EC, "a")).entries().toString());
    }

    @Test
    void aKeyThatIsListedTwiceIsOneKey() {
        JsonObject withUse = named(RSA, "a").put("use", "sig");

        assertEquals(
                "[a (RS256)]",
                parse(named(RSA, "a"), withUse, named(RSA, "a")).entries().toString());
    }

    @Test
    void privateMembersAreDropped() {
        JsonObject key = json(KeyFiles.ec(Curve.P_256));

        KeySet.Entry entry = parse(named(key, "a")).entries().get(0);

        assertEquals(Optional.of("a"), entry.kid());
        assertFalse(entry.jwk().containsKey("d"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{}", "null", "{\"keys\":{}}", "{\"keys\":[],\"keys\":[]}", "{\"keys\":[]} {}"})
    void anotherDocumentIsRefused(String document) {
        assertEquals("the document is not a JWK set", message(document));
    }

    @Test
    void setWithoutAUsableKeyIsRefused() {
        String message = message(set(new JsonObject(), "text"));

        assertTrue(message.contains("no key that can be used"), message);
    }

    private static String message(String document) {
        return String.valueOf(
                assertThrows(UnusableKeyException.class, () -> JwkSetParser.parse(document.getBytes(UTF_8), ALLOWED))
                        .getMessage());
    }

    private static KeySet parse(Object... keys) {
        return JwkSetParser.parse(set(keys).getBytes(UTF_8), ALLOWED);
    }

    private static String set(Object... keys) {
        return new JsonObject().put("keys", new JsonArray(List.of(keys))).encode();
    }

    private static JsonObject named(JsonObject key, String kid) {
        return key.copy().put("kid", kid);
    }

    private static JsonObject json(JWK key) {
        return new JsonObject(key.toJSONString());
    }
}
