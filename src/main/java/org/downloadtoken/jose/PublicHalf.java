package org.downloadtoken.jose;

import io.vertx.core.json.JsonObject;
import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.EdECPrivateKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;
import javax.crypto.KeyAgreement;

/** Finds the public half of a private key, of which PKCS#8 need not tell, by what the JDK itself computes. */
final class PublicHalf {
    static final int P256_BYTES = 32;
    private static final int RSA_BITS = 2048;
    private static final byte[] PROBE = {1, 2, 3};

    private PublicHalf() {}

    static JsonObject of(RSAPrivateCrtKey key) {
        if (key.getModulus().bitLength() < RSA_BITS) {
            throw new UnusableKeyException("an RSA key must have at least " + RSA_BITS + " bits, but has "
                    + key.getModulus().bitLength());
        }
        return new JsonObject()
                .put("kty", "RSA")
                .put("n", JwkValues.unsigned(key.getModulus()))
                .put("e", JwkValues.unsigned(key.getPublicExponent()));
    }

    /** The abscissa is what a key agreement with the generator gives; of the two ordinates, one verifies. */
    static JsonObject of(ECPrivateKey key) throws GeneralSecurityException {
        ECParameterSpec p256 = p256();
        if (!key.getParams().getCurve().equals(p256.getCurve())
                || !key.getParams().getGenerator().equals(p256.getGenerator())) {
            throw new UnusableKeyException("an EC key must be on P-256, the curve of ES256");
        }
        KeyFactory keys = KeyFactory.getInstance("EC");
        KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
        agreement.init(key);
        agreement.doPhase(keys.generatePublic(new ECPublicKeySpec(p256.getGenerator(), p256)), true);
        BigInteger x = new BigInteger(1, agreement.generateSecret());
        BigInteger p = ((ECFieldFp) p256.getCurve().getField()).getP();
        BigInteger square = x.pow(3)
                .add(p256.getCurve().getA().multiply(x))
                .add(p256.getCurve().getB())
                .mod(p);
        BigInteger y = square.modPow(p.add(BigInteger.ONE).shiftRight(2), p); // p is 3 modulo 4
        for (BigInteger ordinate : new BigInteger[] {y, p.subtract(y)}) {
            PublicKey candidate = keys.generatePublic(new ECPublicKeySpec(new ECPoint(x, ordinate), p256));
            if (verifies(key, candidate)) {
                return new JsonObject()
                        .put("kty", "EC")
                        .put("crv", "P-256")
                        .put("x", JwkValues.fixed(x, P256_BYTES))
                        .put("y", JwkValues.fixed(ordinate, P256_BYTES));
            }
        }
        throw new UnusableKeyException("no public half fits this EC key");
    }

    /** The generator makes a pair of what it takes for random, which is the very seed. */
    static JsonObject of(EdECPrivateKey key) throws GeneralSecurityException {
        if (!key.getParams().getName().equals(NamedParameterSpec.ED25519.getName())) {
            throw new UnusableKeyException("an Edwards key must be an Ed25519 one");
        }
        byte[] seed = key.getBytes().orElseThrow();
        KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
        generator.initialize(NamedParameterSpec.ED25519, new SecureRandom() {
            private static final long serialVersionUID = 1L;

            @Override
            public void nextBytes(byte[] bytes) {
                System.arraycopy(seed, 0, bytes, 0, bytes.length);
            }
        });
        EdECPublicKey publicKey = (EdECPublicKey) generator.generateKeyPair().getPublic();
        byte[] encoded = publicKey.getEncoded(); // RFC 8410: the last 32 bytes are the key
        byte[] point = Arrays.copyOfRange(encoded, encoded.length - seed.length, encoded.length);
        return new JsonObject().put("kty", "OKP").put("crv", "Ed25519").put("x", JwkValues.encode(point));
    }

    private static boolean verifies(ECPrivateKey key, PublicKey candidate) throws GeneralSecurityException {
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(key);
        signature.update(PROBE);
        byte[] signed = signature.sign();
        signature.initVerify(candidate);
        signature.update(PROBE);
        return signature.verify(signed);
    }

    private static ECParameterSpec p256() throws GeneralSecurityException {
        AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
        parameters.init(new ECGenParameterSpec("secp256r1"));
        return parameters.getParameterSpec(ECParameterSpec.class);
    }
}
