package org.downloadtoken.jose.pem;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.crypto.util.PublicKeyFactory;
import org.bouncycastle.openssl.PEMKeyPair;
import org.downloadtoken.jose.JwkParser;
import org.downloadtoken.jose.UnusableKeyException;

/** Parses the one key in a PEM file (RFC 7468) into a JWK. */
public final class PemParser {
    private PemParser() {}

    /**
     * A private key: PKCS#8, PKCS#1 or SEC 1, not encrypted.
     *
     * @throws UnusableKeyException if the text is anything else, or the key cannot be used
     */
    public static JsonObject privateKey(String pem) {
        PrivateKeyInfo key = privateKeyInfo(pem);
        return JwkParser.privateKey(jwk(key.getPrivateKeyAlgorithm(), () -> PrivateKeyFactory.createKey(key)));
    }

    /**
     * A private key of any algorithm in the encoding PKCS#8. Its algorithm and its numbers are not checked.
     *
     * @throws UnusableKeyException if the text is not a private key, or is encrypted
     */
    public static byte[] pkcs8(String pem) {
        try {
            return privateKeyInfo(pem).getEncoded();
        } catch (IOException e) {
            throw new UnusableKeyException("a private key that cannot be read"); // the message could quote the key
        }
    }

    /**
     * A public key: SPKI, PKCS#1, or that of an X.509 certificate. The dates and the signature of a certificate are not
     * checked: the operator trusts the file.
     *
     * @throws UnusableKeyException if the text is anything else, or the key cannot be used
     */
    public static JsonObject publicKey(String pem) {
        Object content = PemContent.of(pem);
        if (content instanceof X509CertificateHolder certificate) {
            return publicKey(certificate.getSubjectPublicKeyInfo());
        }
        if (content instanceof SubjectPublicKeyInfo key) {
            return publicKey(key);
        }
        throw new UnusableKeyException("not a public key; allowed are PUBLIC KEY, RSA PUBLIC KEY and CERTIFICATE");
    }

    private static PrivateKeyInfo privateKeyInfo(String pem) {
        Object content = PemContent.of(pem);
        if (content instanceof PEMKeyPair pair) {
            return pair.getPrivateKeyInfo();
        }
        if (content instanceof PrivateKeyInfo key) {
            return key;
        }
        throw new UnusableKeyException(
                "not a private key; allowed are PRIVATE KEY, RSA PRIVATE KEY and EC PRIVATE KEY");
    }

    private static JsonObject publicKey(SubjectPublicKeyInfo key) {
        return JwkParser.publicKey(jwk(key.getAlgorithm(), () -> PublicKeyFactory.createKey(key)));
    }

    private static JsonObject jwk(AlgorithmIdentifier algorithm, Decoder decoder) {
        if (algorithm.getAlgorithm().equals(PKCSObjectIdentifiers.id_RSASSA_PSS)) {
            throw new UnusableKeyException("an RSA key must not be restricted to PSS, since RS256 uses PKCS#1 v1.5");
        }
        try {
            return JwkEncoder.encode(decoder.decode());
        } catch (UnusableKeyException e) {
            throw e;
        } catch (IOException | RuntimeException | StackOverflowError e) { // deeply nested ASN.1 overflows the stack
            // The message of the library can quote the key.
            throw new UnusableKeyException("the key must be a valid RSA, EC or Ed25519 key");
        }
    }

    private interface Decoder {
        AsymmetricKeyParameter decode() throws IOException;
    }
}
