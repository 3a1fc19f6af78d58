package org.downloadtoken.server.tls;

import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.util.List;
import java.util.Set;
import org.downloadtoken.jose.UnusableKeyException;

/** Checks that clients of TLS accept the public key of a certificate. */
final class CertificateKey {
    private static final List<String> CURVES = List.of("secp256r1", "secp384r1", "secp521r1");
    private static final Set<String> ALGORITHMS = Set.of("RSA", "EC", "EdDSA");
    private static final int MIN_RSA_BITS = 2_048;

    private CertificateKey() {}

    /**
     * Returns if clients accept the key.
     *
     * @throws UnusableKeyException if clients of TLS 1.2 or 1.3 refuse it
     */
    static void verify(PublicKey key) {
        String algorithm = key.getAlgorithm();
        if (!ALGORITHMS.contains(algorithm)) {
            throw new UnusableKeyException("the certificate must have an RSA, EC or Ed25519 key, but has " + algorithm);
        }
        if (key instanceof EdECPublicKey edwards
                && !edwards.getParams().getName().equals("Ed25519")) {
            throw new UnusableKeyException("an EdDSA key must be an Ed25519 key");
        }
        if (algorithm.equals("EC") && !isOnCurveOfTls(key)) {
            throw new UnusableKeyException("an EC key must be on the curve P-256, P-384 or P-521");
        }
        if (key instanceof RSAKey rsa && rsa.getModulus().bitLength() < MIN_RSA_BITS) {
            throw new UnusableKeyException("an RSA key must have at least " + MIN_RSA_BITS + " bits, but has "
                    + rsa.getModulus().bitLength());
        }
    }

    private static boolean isOnCurveOfTls(PublicKey key) {
        return key instanceof ECPublicKey ec
                && CURVES.stream().map(CertificateKey::curve).anyMatch(curve -> isOn(curve, ec));
    }

    /** Compares the parameters, since the name differs: an object identifier on Java 17, "secp256r1" on Java 25. */
    private static boolean isOn(ECParameterSpec curve, ECPublicKey key) {
        ECParameterSpec parameters = key.getParams();
        return parameters.getCurve().equals(curve.getCurve())
                && parameters.getGenerator().equals(curve.getGenerator())
                && parameters.getOrder().equals(curve.getOrder());
    }

    private static ECParameterSpec curve(String name) {
        try {
            AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
            parameters.init(new ECGenParameterSpec(name));
            return parameters.getParameterSpec(ECParameterSpec.class);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // each JDK has these curves
        }
    }
}
