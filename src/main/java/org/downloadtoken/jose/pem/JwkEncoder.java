package org.downloadtoken.jose.pem;

import io.vertx.core.json.JsonObject;
import java.math.BigInteger;
import java.util.Base64;
import org.bouncycastle.asn1.x9.ECNamedCurveTable;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECKeyParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.crypto.params.RSAKeyParameters;
import org.bouncycastle.crypto.params.RSAPrivateCrtKeyParameters;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;
import org.bouncycastle.util.BigIntegers;
import org.downloadtoken.jose.KeyType;
import org.downloadtoken.jose.UnusableKeyException;

/** Encodes a key as a JWK (RFC 7518, section 6; RFC 8037, section 2). Computes the public key of a private one. */
final class JwkEncoder {
    private static final int P256_BYTES = 32;

    private JwkEncoder() {}

    static JsonObject encode(AsymmetricKeyParameter key) {
        if (key instanceof RSAPrivateCrtKeyParameters rsa) {
            return rsa(rsa.getModulus(), rsa.getPublicExponent())
                    .put("d", unsigned(rsa.getExponent()))
                    .put("p", unsigned(rsa.getP()))
                    .put("q", unsigned(rsa.getQ()))
                    .put("dp", unsigned(rsa.getDP()))
                    .put("dq", unsigned(rsa.getDQ()))
                    .put("qi", unsigned(rsa.getQInv()));
        }
        if (key instanceof RSAKeyParameters rsa && !rsa.isPrivate()) {
            return rsa(rsa.getModulus(), rsa.getExponent());
        }
        if (key instanceof ECKeyParameters ec && !ec.getParameters().equals(p256())) {
            throw new UnusableKeyException("an EC key must be on P-256, the curve of ES256");
        }
        if (key instanceof ECPrivateKeyParameters ec) {
            return ec(new FixedPointCombMultiplier().multiply(ec.getParameters().getG(), ec.getD()))
                    .put("d", coordinate(ec.getD()));
        }
        if (key instanceof ECPublicKeyParameters ec) {
            return ec(ec.getQ());
        }
        if (key instanceof Ed25519PrivateKeyParameters ed) {
            return ed25519(ed.generatePublicKey()).put("d", base64url(ed.getEncoded()));
        }
        if (key instanceof Ed25519PublicKeyParameters ed) {
            return ed25519(ed);
        }
        throw new UnusableKeyException("the key must be an RSA, EC or Ed25519 key");
    }

    private static JsonObject rsa(BigInteger modulus, BigInteger exponent) {
        return jwk(KeyType.RSA).put("n", unsigned(modulus)).put("e", unsigned(exponent));
    }

    private static JsonObject ec(ECPoint point) {
        ECPoint affine = point.normalize();
        return jwk(KeyType.EC)
                .put("x", coordinate(affine.getAffineXCoord().toBigInteger()))
                .put("y", coordinate(affine.getAffineYCoord().toBigInteger()));
    }

    private static JsonObject ed25519(Ed25519PublicKeyParameters key) {
        return jwk(KeyType.OKP).put("x", base64url(key.getEncoded()));
    }

    private static JsonObject jwk(KeyType type) {
        JsonObject jwk = new JsonObject().put("kty", type.kty());
        type.curve().ifPresent(curve -> jwk.put("crv", curve));
        return jwk;
    }

    private static ECDomainParameters p256() {
        return new ECDomainParameters(ECNamedCurveTable.getByName("P-256"));
    }

    private static String unsigned(BigInteger number) {
        return base64url(BigIntegers.asUnsignedByteArray(number));
    }

    /** RFC 7518, section 6.2.1.2: always the full length of the curve. */
    private static String coordinate(BigInteger number) {
        return base64url(BigIntegers.asUnsignedByteArray(P256_BYTES, number));
    }

    private static String base64url(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
