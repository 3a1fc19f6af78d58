package org.downloadtoken.jose;

import io.vertx.core.json.JsonObject;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a public key as a PEM block BEGIN PUBLIC KEY (RFC 7468, section 13). */
public final class PublicPem {
    private static final Pattern SPKI =
            Pattern.compile("\\s*-----BEGIN PUBLIC KEY-----\\s+([A-Za-z0-9+/=\\s]+?)-----END PUBLIC KEY-----\\s*");
    private static final int ED25519_BYTES = 32;

    private PublicPem() {}

    /** The key as a JWK, of a type and strength that is taken here. */
    public static JsonObject toJwk(String pem) throws GeneralSecurityException {
        Matcher spki = SPKI.matcher(pem);
        if (!spki.matches()) {
            throw new UnusableKeyException("not one PEM block BEGIN PUBLIC KEY");
        }
        X509EncodedKeySpec encoded =
                new X509EncodedKeySpec(Base64.getMimeDecoder().decode(spki.group(1)));
        for (String type : new String[] {"RSA", "EC", "EdDSA"}) {
            try {
                return toJwk(KeyFactory.getInstance(type).generatePublic(encoded));
            } catch (InvalidKeySpecException other) {
                // of the next type, or none
            }
        }
        throw new UnusableKeyException("neither an RSA, EC nor Ed25519 key");
    }

    private static JsonObject toJwk(PublicKey key) {
        JsonObject jwk = new JsonObject();
        if (key instanceof RSAPublicKey rsa) {
            jwk.put("kty", "RSA")
                    .put("n", JwkValues.unsigned(rsa.getModulus()))
                    .put("e", JwkValues.unsigned(rsa.getPublicExponent()));
        } else if (key instanceof ECPublicKey ec) {
            int bytes = (ec.getParams().getCurve().getField().getFieldSize() + 7) / 8;
            jwk.put("kty", "EC")
                    .put("crv", bytes == PublicHalf.P256_BYTES ? "P-256" : "another")
                    .put("x", JwkValues.fixed(ec.getW().getAffineX(), bytes))
                    .put("y", JwkValues.fixed(ec.getW().getAffineY(), bytes));
        } else if (key instanceof EdECPublicKey ed) {
            byte[] spki = ed.getEncoded();
            jwk.put("kty", "OKP")
                    .put("crv", ed.getParams().getName())
                    .put("x", JwkValues.encode(Arrays.copyOfRange(spki, spki.length - ED25519_BYTES, spki.length)));
        }
        return JwkParser.publicHalf(jwk);
    }
}
