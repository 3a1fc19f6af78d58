package org.downloadtoken.token;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.OctetSequenceKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Stream;
import org.downloadtoken.jose.UnusableKeyException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Reads directories of keys, and tests the message for each directory that is refused. */
class KeyRingDirectoryTest {
    @TempDir
    Path directory;

    static Stream<Arguments> refused() throws JOSEException, GeneralSecurityException {
        String good = ec(Curve.P_256).toJSONString();
        ECKey other = ec(Curve.P_256);
        String mismatched =
                new ECKey.Builder(ec(Curve.P_256)).d(other.getD()).build().toJSONString();
        RSAKey rsa = new RSAKeyGenerator(2048).generate();
        return Stream.of(
                arguments("no key at all", Map.of("signing", "a"), "must name one of the keys []"),
                arguments("no signing file", Map.of("a.jwk", good), "has no file signing"),
                arguments(
                        "an unknown signing key",
                        Map.of("a.jwk", good, "signing", "b"),
                        "must name one of the keys [a]"),
                arguments(
                        "an empty signing file", Map.of("a.jwk", good, "signing", ""), "must name one of the keys [a]"),
                arguments(
                        "two keys of one id",
                        Map.of("a.jwk", good, "a.pem", pem("EC", 256), "signing", "a"),
                        "two keys of the id a"),
                arguments(
                        "a short RSA PEM",
                        Map.of("a.pem", pem("RSA", 1024), "signing", "a"),
                        "at least 2048 bits, but has 1024"),
                arguments(
                        "a short RSA JWK",
                        jwk(new RSAKeyGenerator(1024, true).generate().toJSONString()),
                        "at least 2048 bits, but has 1024"),
                arguments(
                        "a short secret",
                        jwk("{\"kty\":\"oct\",\"k\":\"" + "A".repeat(42) + "\"}"),
                        "at least 256 bits, but has 248"),
                arguments(
                        "an EC PEM on another curve",
                        Map.of("a.pem", pem("EC", 384), "signing", "a"),
                        "must be on P-256"),
                arguments("an EC JWK on another curve", jwk(ec(Curve.P_384).toJSONString()), "its crv must be P-256"),
                arguments(
                        "Ed448", Map.of("a.pem", pem("Ed448", 0), "signing", "a"), "must be an RSA, EC or Ed25519 key"),
                arguments("an unknown type", jwk("{\"kty\":\"XYZ\"}"), "kty must be oct, RSA, EC or OKP"),
                arguments(
                        "an algorithm of another type",
                        jwk(good.replaceFirst("\\{", "{\"alg\":\"RS256\",")),
                        "its alg must be ES256"),
                arguments(
                        "HS512",
                        jwk("{\"kty\":\"oct\",\"alg\":\"HS512\",\"k\":\"" + "A".repeat(86) + "\"}"),
                        "its alg must be HS256"),
                arguments(
                        "alg none",
                        jwk("{\"kty\":\"oct\",\"alg\":\"none\",\"k\":\"" + "A".repeat(86) + "\"}"),
                        "its alg must be HS256"),
                arguments(
                        "a key for encryption",
                        jwk(good.replaceFirst("\\{", "{\"use\":\"enc\",")),
                        "its use must be sig"),
                arguments("a public EC key", jwk(ec(Curve.P_256).toPublicJWK().toJSONString()), "needs d"),
                arguments("a public RSA key", jwk(rsa.toPublicJWK().toJSONString()), "needs d"),
                arguments("a public key of another private key", jwk(mismatched), "does not fit its private key"),
                arguments(
                        "a member twice",
                        jwk(good.replaceFirst("\\{", "{\"kty\":\"EC\",")),
                        "not a key that can be read"),
                arguments("nonsense", Map.of("a.pem", "nonsense", "signing", "a"), "no PEM block"),
                arguments("an empty PEM", Map.of("a.pem", "", "signing", "a"), "no PEM block"),
                arguments(
                        "a broken PEM",
                        Map.of(
                                "a.pem",
                                "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n",
                                "signing",
                                "a"),
                        "damaged or of an unknown type"),
                arguments("a large file", jwk(" ".repeat(70_000) + good), "more than 65536 bytes"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void refused(String name, Map<String, String> files, String reason) throws IOException {
        write(files);

        String message = String.valueOf(
                assertThrows(UnusableKeyException.class, this::keyRing).getMessage());

        assertTrue(message.contains(reason), message);
        assertFalse(message.contains("\n"), message);
        for (String content : files.values()) {
            assertFalse(content.length() > 40 && message.contains(content.substring(10, 40)), "nothing is quoted");
        }
    }

    @Test
    void aKeyRingOfEveryKeyTypePublishesAndPrintsNothingPrivate() throws Exception {
        RSAKey rsa = new RSAKeyGenerator(2048).generate();
        write(Map.of(
                "rsa.pem", pem("RSA", 2048),
                "rsa-2.jwk", rsa.toJSONString(),
                "ec.pem", pem("EC", 256),
                "ec-2.jwk", ec(Curve.P_256).toJSONString(),
                "ed.pem", pem("Ed25519", 0),
                "hmac.jwk", new OctetSequenceKeyGenerator(256).generate().toJSONString(),
                "signing", "ec\n",
                "README", "ignored",
                "..data", "ignored"));

        KeyRing keyRing = keyRing();

        assertEquals("ec", keyRing.signing().kid().orElseThrow());
        assertEquals(6, keyRing.verification().entries().size());
        assertEquals(5, keyRing.jwks().toJsonObject().getJsonArray("keys").size());
        for (String member : new String[] {"d", "p", "q", "dp", "dq", "qi", "k"}) {
            assertFalse(keyRing.jwks().toString().contains('"' + member + '"'), member);
        }
        String printed = keyRing
                + keyRing.signing().toString()
                + keyRing.verification()
                + keyRing.verification().entries();
        assertFalse(printed.contains(String.valueOf(keyRing.signing().jwk().getString("d"))), printed);
        assertFalse(printed.contains(rsa.getPrivateExponent().toString()), printed);
    }

    /** Enough keys that a coordinate begins with a zero byte in some of them. */
    @Test
    void thePublicKeyOfEachPrivateKeyFits() throws Exception {
        for (int i = 0; i < 64; i++) {
            write(Map.of("a.pem", pem("EC", 256), "b.pem", pem("Ed25519", 0), "signing", "a"));
            assertEquals(2, keyRing().jwks().toJsonObject().getJsonArray("keys").size());
        }
    }

    private KeyRing keyRing() {
        KeyRingDirectory keys = new KeyRingDirectory(directory);
        return keys.ring(keys.contents());
    }

    private void write(Map<String, String> files) throws IOException {
        for (Map.Entry<String, String> file : files.entrySet()) {
            Files.writeString(directory.resolve(file.getKey()), file.getValue());
        }
    }

    private static Map<String, String> jwk(String json) {
        return Map.of("a.jwk", json, "signing", "a");
    }

    private static ECKey ec(Curve curve) throws JOSEException {
        return new ECKeyGenerator(curve).generate();
    }

    private static String pem(String type, int bits) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(type);
        if (bits > 0) {
            generator.initialize(bits);
        }
        PrivateKey key = generator.generateKeyPair().getPrivate();
        return "-----BEGIN PRIVATE KEY-----\n" + Base64.getMimeEncoder().encodeToString(key.getEncoded())
                + "\n-----END PRIVATE KEY-----\n";
    }
}
