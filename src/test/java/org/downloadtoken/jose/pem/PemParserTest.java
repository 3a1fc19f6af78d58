package org.downloadtoken.jose.pem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import io.vertx.core.json.JsonObject;
import java.security.KeyPair;
import java.util.Arrays;
import java.util.Base64;
import java.util.stream.Stream;
import org.downloadtoken.testing.KeyFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Reads each accepted format. Nimbus and the JDK give the expected keys. */
class PemParserTest {
    private static final RSAKey RSA = KeyFiles.rsa(2048);
    private static final ECKey EC = KeyFiles.ec(Curve.P_256);
    private static final KeyPair ED = PemFixtures.keyPair("Ed25519");

    static Stream<Arguments> privateKeys() throws Exception {
        String ec = PemFixtures.sec1(EC);
        return Stream.of(
                arguments("PKCS#8 RSA", KeyFiles.pem(RSA.toPrivateKey()), jwk(RSA, "RS256")),
                arguments("PKCS#8 EC", KeyFiles.pem(EC.toPrivateKey()), jwk(EC, "ES256")),
                arguments(
                        "PKCS#8 Ed25519",
                        KeyFiles.pem(ED.getPrivate()),
                        ed25519().put("d", last32(ED.getPrivate().getEncoded()))),
                arguments("PKCS#1", PemFixtures.pkcs1(RSA), jwk(RSA, "RS256")),
                arguments("SEC 1", ec, jwk(EC, "ES256")),
                arguments("SEC 1 after EC PARAMETERS", PemFixtures.ecParameters() + ec, jwk(EC, "ES256")),
                arguments("SEC 1 before EC PARAMETERS", ec + PemFixtures.ecParameters(), jwk(EC, "ES256")),
                arguments("indented lines", ec.replaceAll("(?m)^", "    "), jwk(EC, "ES256")),
                arguments("one line", ec.replace("\n", " "), jwk(EC, "ES256")),
                arguments("no line breaks", ec.replace("\n", ""), jwk(EC, "ES256")),
                arguments("a byte order mark", "\uFEFF" + ec, jwk(EC, "ES256")),
                arguments("text around the block", "Key:\n" + ec.replace("\n", "\r\n") + "\nEnd\n", jwk(EC, "ES256")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("privateKeys")
    void privateKeyIsReadAndItsPublicKeyComputed(String format, String pem, JsonObject jwk) {
        assertEquals(jwk, PemParser.privateKey(pem), format);
    }

    static Stream<Arguments> publicKeys() throws Exception {
        JsonObject rsa = jwk(RSA.toPublicJWK(), "RS256");
        JsonObject ec = jwk(EC.toPublicJWK(), "ES256");
        return Stream.of(
                arguments("SPKI RSA", PemFixtures.spki(RSA.toPublicKey()), rsa),
                arguments("SPKI EC", PemFixtures.spki(EC.toPublicKey()), ec),
                arguments("SPKI Ed25519", PemFixtures.spki(ED.getPublic()), ed25519()),
                arguments("PKCS#1", PemFixtures.publicPkcs1(RSA), rsa),
                arguments("RSA certificate", PemFixtures.certificate(RSA.toKeyPair(), "SHA256withRSA"), rsa),
                arguments("EC certificate", PemFixtures.certificate(EC.toKeyPair(), "SHA256withECDSA"), ec),
                arguments("Ed25519 certificate", PemFixtures.certificate(ED, "Ed25519"), ed25519()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("publicKeys")
    void publicKeyIsRead(String format, String pem, JsonObject jwk) {
        assertEquals(jwk, PemParser.publicKey(pem), format);
    }

    /** RFC 7518, section 6.2.1.2. One key of 128 has a coordinate with a zero byte in front. */
    @Test
    void coordinateWithLeadingZeroKeepsItsLength() throws Exception {
        ECKey key = EC;
        while (key.getX().decode()[0] != 0) {
            key = KeyFiles.ec(Curve.P_256);
        }

        assertEquals(jwk(key, "ES256"), PemParser.privateKey(KeyFiles.pem(key.toPrivateKey())));
    }

    private static JsonObject jwk(JWK key, String algorithm) {
        return new JsonObject(key.toJSONString()).put("alg", algorithm);
    }

    private static JsonObject ed25519() {
        return new JsonObject()
                .put("kty", "OKP")
                .put("crv", "Ed25519")
                .put("alg", "EdDSA")
                .put("x", last32(ED.getPublic().getEncoded()));
    }

    private static String last32(byte[] der) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(Arrays.copyOfRange(der, der.length - 32, der.length));
    }
}
