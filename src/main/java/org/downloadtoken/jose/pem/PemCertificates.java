package org.downloadtoken.jose.pem;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.List;
import org.downloadtoken.jose.UnusableKeyException;

/** Parses X.509 certificates in PEM, and the private keys that belong to them. */
public final class PemCertificates {
    private PemCertificates() {}

    /**
     * The certificates of a text, in their order. The list can be empty.
     *
     * @throws UnusableKeyException if the text has anything else
     */
    public static List<X509Certificate> parse(String pem) {
        try {
            return CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(pem.getBytes(UTF_8)))
                    .stream()
                    .map(X509Certificate.class::cast)
                    .toList();
        } catch (CertificateException e) {
            throw new UnusableKeyException("must hold certificates in PEM, and nothing else, but one cannot be read");
        }
    }

    /**
     * The private key of a certificate.
     *
     * @param pkcs8 the key
     * @throws UnusableKeyException if it does not belong to the certificate
     */
    public static PrivateKey privateKey(X509Certificate certificate, byte[] pkcs8) {
        PublicKey publicKey = certificate.getPublicKey();
        try {
            PrivateKey key =
                    KeyFactory.getInstance(publicKey.getAlgorithm()).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
            if (!belongTogether(publicKey, key)) {
                throw notOfThisCertificate();
            }
            return key;
        } catch (InvalidKeySpecException | InvalidKeyException | SignatureException e) {
            throw notOfThisCertificate(); // the key of another algorithm, or a damaged one
        } catch (GeneralSecurityException e) {
            throw new UnusableKeyException("the key cannot be used with its certificate");
        }
    }

    private static UnusableKeyException notOfThisCertificate() {
        return new UnusableKeyException("the key does not belong to the certificate");
    }

    private static boolean belongTogether(PublicKey publicKey, PrivateKey key) throws GeneralSecurityException {
        byte[] text = {1, 2, 3};
        Signature signature = Signature.getInstance(signature(publicKey.getAlgorithm()));
        signature.initSign(key);
        signature.update(text);
        byte[] signed = signature.sign();
        signature.initVerify(publicKey);
        signature.update(text);
        return signature.verify(signed);
    }

    private static String signature(String algorithm) {
        return algorithm.equals("EdDSA") ? algorithm : "SHA256with" + (algorithm.equals("EC") ? "ECDSA" : algorithm);
    }
}
