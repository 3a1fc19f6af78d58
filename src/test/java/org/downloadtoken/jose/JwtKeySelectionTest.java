package org.downloadtoken.jose;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.downloadtoken.jose.Jwts.base64url;
import static org.downloadtoken.jose.Jwts.claims;
import static org.downloadtoken.jose.Jwts.sign;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.AsymmetricJWK;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.RSAKey;
import io.vertx.core.json.JsonObject;
import java.security.PrivateKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.downloadtoken.jose.Verification.Rejected;
import org.downloadtoken.jose.Verification.Valid;
import org.downloadtoken.jose.pem.PemParser;
import org.downloadtoken.testing.KeyFiles;
import org.junit.jupiter.api.Test;

/** Which key and which algorithm may verify a token. */
class JwtKeySelectionTest {
    private static final RSAKey RSA = KeyFiles.rsa(2048);
    private static final ECKey EC = KeyFiles.ec(Curve.P_256);
    private static final KeySet.Entry RSA_ENTRY = entry("rsa", KeyFiles.pem(privateKey(RSA)));
    private static final KeySet.Entry EC_ENTRY = entry("ec", KeyFiles.pem(privateKey(EC)));
    private static final String ES256 = "SHA256withECDSAinP1363Format";

    private KeySet keys = new KeySet(List.of(RSA_ENTRY, EC_ENTRY), false);
    private final JwtVerifier verifier = new JwtVerifier(
            new VerificationKeyResolver(() -> keys), ExpectedIssuerAndAudience.NO_AUDIENCE, 4_096, Jwts.validity(0));

    @Test
    void eachKeyVerifiesItsOwnTokens() {
        assertAccepted(sign(header("RS256", "rsa"), privateKey(RSA), "SHA256withRSA"));
        assertAccepted(sign(header("ES256", "ec"), privateKey(EC), ES256));
    }

    @Test
    void ed25519KeyVerifies() {
        PrivateKey key = KeyFiles.ed25519();
        keys = new KeySet(List.of(entry("ed", KeyFiles.pem(key))), true);

        assertAccepted(sign(header("EdDSA", "ed"), key, "Ed25519"));
    }

    @Test
    void tokenOfAnotherKeyIsRefused() {
        assertRefused(sign(header("RS256", "rsa"), privateKey(KeyFiles.rsa(2048)), "SHA256withRSA"));
    }

    @Test
    void kidOfAKeyOfAnotherAlgorithmIsRefused() {
        assertRefused(sign(header("RS256", "ec"), privateKey(RSA), "SHA256withRSA"));
    }

    @Test
    void publicKeyIsNoHmacSecret() throws Exception {
        String signed = base64url(header("HS256", "rsa")) + "." + base64url(claims().encode());

        assertRefused(Jwts.hs256(signed, RSA.toPublicKey().getEncoded()));
        assertRefused(Jwts.hs256(signed, RSA.toPublicJWK().toJSONString().getBytes(UTF_8)));
    }

    @Test
    void ecdsaSignatureInDerIsRefused() {
        assertRefused(sign(header("ES256", "ec"), privateKey(EC), "SHA256withECDSA"));
    }

    @Test
    void ecdsaSignatureOfZerosIsRefused() {
        String token = sign(header("ES256", "ec"), privateKey(EC), ES256);

        assertRefused(token.substring(0, token.lastIndexOf('.') + 1) + base64url(new byte[64]));
    }

    @Test
    void longerOrShorterSignatureIsRefused() {
        String token = sign(header("RS256", "rsa"), privateKey(RSA), "SHA256withRSA");
        String signed = token.substring(0, token.lastIndexOf('.') + 1);
        byte[] signature = Base64.getUrlDecoder().decode(token.substring(signed.length()));

        assertRefused(signed + base64url(Arrays.copyOf(signature, 255)));
        assertRefused(signed + base64url(Arrays.copyOf(signature, 257)));
    }

    @Test
    void unknownKidIsRefusedAndReported() {
        assertEquals(
                Rejected.UNKNOWN_KEY,
                verifier.verify(
                        sign(header("RS256", "next"), privateKey(RSA), "SHA256withRSA"), SignatureBudget.UNLIMITED));
    }

    @Test
    void tokenWithoutAKidSelectsTheOnlyKeyOfItsAlgorithm() {
        String token = sign("{\"alg\":\"RS256\"}", privateKey(RSA), "SHA256withRSA");
        assertAccepted(token);

        keys = new KeySet(keys.entries(), true);
        assertRefused(token);

        KeySet.Entry another = entry("another", KeyFiles.pem(privateKey(KeyFiles.rsa(2048))));
        keys = new KeySet(List.of(RSA_ENTRY, another), false);
        assertRefused(token);
    }

    @Test
    void keysWithoutAnIdVerifyWhateverIdATokenNames() {
        keys = new KeySet(List.of(withoutId(KeyFiles.rsa(2048)), withoutId(RSA)), false);

        assertAccepted(sign(header("RS256", "whatever"), privateKey(RSA), "SHA256withRSA"));
        assertAccepted(sign("{\"alg\":\"RS256\"}", privateKey(RSA), "SHA256withRSA"));
    }

    @Test
    void keyWithTheIdOfATokenIsPreferredToOneWithoutAnId() {
        keys = new KeySet(List.of(withoutId(KeyFiles.rsa(2048)), RSA_ENTRY), false);

        assertAccepted(sign(header("RS256", "rsa"), privateKey(RSA), "SHA256withRSA"));
        assertRefused(sign(header("RS256", "rsa"), privateKey(KeyFiles.rsa(2048)), "SHA256withRSA"));
    }

    @Test
    void twoKeysWithOneIdBothVerify() {
        RSAKey other = KeyFiles.rsa(2048);
        keys = new KeySet(List.of(RSA_ENTRY, entry("rsa", KeyFiles.pem(privateKey(other)))), false);

        assertAccepted(sign(header("RS256", "rsa"), privateKey(RSA), "SHA256withRSA"));
        assertAccepted(sign(header("RS256", "rsa"), privateKey(other), "SHA256withRSA"));
    }

    @Test
    void aTokenIsVerifiedWithAFewKeysAtMost() {
        List<KeySet.Entry> entries = new ArrayList<>(Stream.generate(() -> withoutId(KeyFiles.rsa(2048)))
                .limit(VerificationKeyResolver.MAX_CANDIDATES)
                .toList());
        entries.add(withoutId(RSA));
        keys = new KeySet(entries, false);

        assertEquals(
                Rejected.UNKNOWN_KEY,
                verifier.verify(
                        sign(header("RS256", "x"), privateKey(RSA), "SHA256withRSA"), SignatureBudget.UNLIMITED));
    }

    /** The issuer may have replaced a key that has no id. */
    @Test
    void signatureOfAnotherKeyWithoutAnIdMayBeOfANewerOne() {
        keys = new KeySet(List.of(withoutId(KeyFiles.rsa(2048))), false);

        assertEquals(
                Rejected.UNKNOWN_KEY,
                verifier.verify(
                        sign("{\"alg\":\"RS256\"}", privateKey(RSA), "SHA256withRSA"), SignatureBudget.UNLIMITED));
    }

    @Test
    void removedKeyVerifiesNothing() {
        String token = sign(header("RS256", "rsa"), privateKey(RSA), "SHA256withRSA");
        assertAccepted(token);

        keys = new KeySet(List.of(EC_ENTRY), false);

        assertRefused(token);
    }

    @Test
    void withoutAnyKeyVerificationIsUnavailable() {
        keys = KeySet.NONE_YET;

        assertEquals(
                Rejected.NO_KEYS,
                verifier.verify(
                        sign(header("RS256", "rsa"), privateKey(RSA), "SHA256withRSA"), SignatureBudget.UNLIMITED));
    }

    private void assertAccepted(String token) {
        Valid valid = assertInstanceOf(Valid.class, verifier.verify(token, SignatureBudget.UNLIMITED));
        assertEquals(claims(), valid.claims());
        assertTrue(keys.entries().contains(valid.key()));
    }

    private void assertRefused(String token) {
        assertInstanceOf(Rejected.class, verifier.verify(token, SignatureBudget.UNLIMITED));
    }

    private static String header(String algorithm, String kid) {
        return new JsonObject().put("alg", algorithm).put("kid", kid).encode();
    }

    private static KeySet.Entry withoutId(RSAKey key) {
        KeySet.Entry entry = entry("x", KeyFiles.pem(privateKey(key)));
        return new KeySet.Entry(Optional.empty(), entry.algorithm(), entry.jwk());
    }

    private static KeySet.Entry entry(String kid, String pem) {
        JsonObject jwk = PemParser.privateKey(pem);
        return new SigningKey(Optional.of(kid), JwkParser.algorithm(jwk), jwk).verification();
    }

    private static PrivateKey privateKey(AsymmetricJWK key) {
        try {
            return key.toPrivateKey();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
