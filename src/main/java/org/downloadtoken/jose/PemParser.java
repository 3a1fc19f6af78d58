package org.downloadtoken.jose;

import io.vertx.core.json.JsonObject;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.EdECPrivateKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a private key in PKCS#8 (RFC 5208, RFC 7468), and finds its public half. */
public final class PemParser {
    private static final Pattern PKCS8 =
            Pattern.compile("\\s*-----BEGIN PRIVATE KEY-----\\s+([A-Za-z0-9+/=\\s]+?)-----END PRIVATE KEY-----\\s*");

    private PemParser() {}

    /** The key as a JWK. */
    public static JsonObject toJwk(String pem) throws GeneralSecurityException {
        Matcher pkcs8 = PKCS8.matcher(pem);
        if (!pkcs8.matches()) {
            throw new UnusableKeyException(
                    "not one PEM block BEGIN PRIVATE KEY (PKCS#8, not encrypted); convert it with:"
                            + " openssl pkcs8 -topk8 -nocrypt");
        }
        PKCS8EncodedKeySpec encoded =
                new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(pkcs8.group(1)));
        for (String type : new String[] {"RSA", "EC", "EdDSA"}) {
            try {
                return toJwk(KeyFactory.getInstance(type).generatePrivate(encoded));
            } catch (InvalidKeySpecException other) {
                // of the next type, or none
            }
        }
        throw new UnusableKeyException("neither an RSA, EC nor Ed25519 key");
    }

    private static JsonObject toJwk(PrivateKey key) throws GeneralSecurityException {
        if (key instanceof RSAPrivateCrtKey rsa) {
            return PublicHalf.of(rsa)
                    .put("d", JwkValues.unsigned(rsa.getPrivateExponent()))
                    .put("p", JwkValues.unsigned(rsa.getPrimeP()))
                    .put("q", JwkValues.unsigned(rsa.getPrimeQ()))
                    .put("dp", JwkValues.unsigned(rsa.getPrimeExponentP()))
                    .put("dq", JwkValues.unsigned(rsa.getPrimeExponentQ()))
                    .put("qi", JwkValues.unsigned(rsa.getCrtCoefficient()));
        }
        if (key instanceof ECPrivateKey ec) {
            return PublicHalf.of(ec).put("d", JwkValues.fixed(ec.getS(), PublicHalf.P256_BYTES));
        }
        if (key instanceof EdECPrivateKey ed) {
            return PublicHalf.of(ed).put("d", JwkValues.encode(ed.getBytes().orElseThrow()));
        }
        throw new UnusableKeyException("neither an RSA, EC nor Ed25519 key");
    }
}
