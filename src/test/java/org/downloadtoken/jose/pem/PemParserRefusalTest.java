package org.downloadtoken.jose.pem;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.RSAKey;
import java.security.KeyPair;
import java.util.stream.Stream;
import org.downloadtoken.jose.UnusableKeyException;
import org.downloadtoken.testing.KeyFiles;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each refusal has its reason, and no message quotes a key. */
class PemParserRefusalTest {
    private static final RSAKey RSA = KeyFiles.rsa(2048);
    private static final ECKey EC = KeyFiles.ec(Curve.P_256);
    private static final KeyPair ED = PemFixtures.keyPair("Ed25519");

    /** Sequences within sequences, which a recursive parser cannot read. */
    private static byte[] nested(int depth) {
        byte[] der = new byte[2 * depth];
        for (int i = 0; i < depth; i++) {
            der[2 * i] = 0x30;
            der[2 * i + 1] = (byte) 0x80; // indefinite length
        }
        return der;
    }

    static Stream<Arguments> refusedPrivateKeys() throws Exception {
        String ec = KeyFiles.pem(EC.toPrivateKey());
        String notPrivate = "not a private key; allowed are PRIVATE KEY, RSA PRIVATE KEY and EC PRIVATE KEY";
        return Stream.of(
                arguments("empty", "", "no PEM block"),
                arguments("without a block", "nonsense", "no PEM block"),
                arguments("EC PARAMETERS alone", PemFixtures.ecParameters(), "no PEM block"),
                arguments("encrypted PKCS#8", PemFixtures.encryptedPkcs8(EC.toPrivateKey()), "must not be encrypted"),
                arguments("encrypted PKCS#1", PemFixtures.encryptedPkcs1(RSA.toPrivateKey()), "must not be encrypted"),
                arguments("two keys", ec + ec, "more than one PEM block"),
                arguments(
                        "a key and a certificate",
                        ec + PemFixtures.certificate(ED, "Ed25519"),
                        "more than one PEM block"),
                arguments("a damaged second block", ec + "-----BEGIN PRIVATE KEY-----\nAAAA\n", "damaged"),
                arguments("without its end", ec.replace("-----END PRIVATE KEY-----", ""), "damaged"),
                arguments(
                        "without half of its lines", ec.replaceFirst("(?m)^[A-Za-z0-9+/=]{20,}\\r?\\n", ""), "damaged"),
                arguments("deeply nested ASN.1", KeyFiles.pem("PRIVATE KEY", nested(20_000)), "damaged"),
                arguments("no DER", KeyFiles.pem("PRIVATE KEY", new byte[20]), "damaged"),
                arguments("an unknown type", KeyFiles.pem("OPENSSH PRIVATE KEY", new byte[20]), "unknown type"),
                arguments("a public key", PemFixtures.spki(EC.toPublicKey()), notPrivate),
                arguments("a certificate", PemFixtures.certificate(ED, "Ed25519"), notPrivate),
                arguments(
                        "a short RSA key",
                        KeyFiles.pem(KeyFiles.rsa(1024).toPrivateKey()),
                        "at least 2048 bits, but has 1024"),
                arguments(
                        "PSS",
                        KeyFiles.pem(PemFixtures.keyPair("RSASSA-PSS").getPrivate()),
                        "must not be restricted to PSS"),
                arguments("P-384", KeyFiles.pem(KeyFiles.ec(Curve.P_384).toPrivateKey()), "must be on P-256"),
                arguments(
                        "Ed448",
                        KeyFiles.pem(PemFixtures.keyPair("Ed448").getPrivate()),
                        "must be an RSA, EC or Ed25519 key"),
                arguments(
                        "X25519",
                        KeyFiles.pem(PemFixtures.keyPair("X25519").getPrivate()),
                        "must be an RSA, EC or Ed25519 key"),
                arguments(
                        "DSA",
                        KeyFiles.pem(PemFixtures.keyPair("DSA").getPrivate()),
                        "must be an RSA, EC or Ed25519 key"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refusedPrivateKeys")
    void unusablePrivateKeyIsRefused(String name, String pem, String reason) {
        assertRefused(assertThrows(UnusableKeyException.class, () -> PemParser.privateKey(pem)), pem, reason);
    }

    static Stream<Arguments> refusedPublicKeys() throws Exception {
        String ec = PemFixtures.spki(EC.toPublicKey());
        String notPublic = "not a public key; allowed are PUBLIC KEY, RSA PUBLIC KEY and CERTIFICATE";
        return Stream.of(
                arguments("a private PKCS#8 key", KeyFiles.pem(EC.toPrivateKey()), notPublic),
                arguments("a private SEC 1 key", PemFixtures.sec1(EC), notPublic),
                arguments("two keys", ec + ec, "more than one PEM block"),
                arguments(
                        "a short RSA key",
                        PemFixtures.spki(KeyFiles.rsa(1024).toPublicKey()),
                        "at least 2048 bits, but has 1024"),
                arguments(
                        "PSS",
                        PemFixtures.spki(PemFixtures.keyPair("RSASSA-PSS").getPublic()),
                        "must not be restricted to PSS"),
                arguments("P-384", PemFixtures.spki(KeyFiles.ec(Curve.P_384).toPublicKey()), "must be on P-256"),
                arguments("a point off the curve", offCurve(), "must be a valid RSA, EC or Ed25519 key"),
                arguments(
                        "DSA",
                        PemFixtures.spki(PemFixtures.keyPair("DSA").getPublic()),
                        "must be an RSA, EC or Ed25519 key"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refusedPublicKeys")
    void unusablePublicKeyIsRefused(String name, String pem, String reason) {
        assertRefused(assertThrows(UnusableKeyException.class, () -> PemParser.publicKey(pem)), pem, reason);
    }

    private static void assertRefused(UnusableKeyException refusal, String pem, String reason) {
        String message = String.valueOf(refusal.getMessage());
        assertTrue(message.contains(reason), message);
        assertFalse(message.contains("\n"), message);
        pem.lines()
                .filter(line -> !line.contains("-----") && line.length() > 8)
                .forEach(line -> assertFalse(message.contains(line.substring(0, 8)), message));
    }

    private static String offCurve() throws Exception {
        byte[] spki = EC.toPublicKey().getEncoded();
        spki[spki.length - 1] ^= 1;
        return KeyFiles.pem("PUBLIC KEY", spki);
    }
}
