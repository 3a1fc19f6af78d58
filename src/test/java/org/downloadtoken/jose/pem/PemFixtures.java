package org.downloadtoken.jose.pem;

import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.RSAKey;
import java.io.StringWriter;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.jcajce.JcaMiscPEMGenerator;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8EncryptorBuilder;
import org.bouncycastle.openssl.jcajce.JcePEMEncryptorBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.io.pem.PemObjectGenerator;
import org.bouncycastle.util.io.pem.PemWriter;
import org.downloadtoken.testing.KeyFiles;

/** Keys, and PEM texts as openssl and certificate tools write them. */
final class PemFixtures {
    private static final char[] PASSPHRASE = "a passphrase".toCharArray();

    private PemFixtures() {}

    static String pkcs1(RSAKey key) throws Exception {
        byte[] pkcs8 = key.toPrivateKey().getEncoded();
        return KeyFiles.pem(
                "RSA PRIVATE KEY",
                PrivateKeyInfo.getInstance(pkcs8)
                        .parsePrivateKey()
                        .toASN1Primitive()
                        .getEncoded());
    }

    static String publicPkcs1(RSAKey key) throws Exception {
        byte[] spki = key.toPublicKey().getEncoded();
        return KeyFiles.pem(
                "RSA PUBLIC KEY",
                SubjectPublicKeyInfo.getInstance(spki).parsePublicKey().getEncoded());
    }

    static String spki(PublicKey key) {
        return KeyFiles.pem("PUBLIC KEY", key.getEncoded());
    }

    static String sec1(ECKey key) throws Exception {
        BigInteger d = key.getD().decodeToBigInteger();
        return KeyFiles.pem("EC PRIVATE KEY", new ECPrivateKey(256, d, SECObjectIdentifiers.secp256r1).getEncoded());
    }

    /** The block that {@code openssl ecparam -genkey} writes before the key. */
    static String ecParameters() throws Exception {
        return KeyFiles.pem("EC PARAMETERS", SECObjectIdentifiers.secp256r1.getEncoded());
    }

    static String encryptedPkcs8(PrivateKey key) throws Exception {
        return write(new JcaPKCS8Generator(
                key,
                new JceOpenSSLPKCS8EncryptorBuilder(NISTObjectIdentifiers.id_aes128_CBC)
                        .setProvider(new BouncyCastleProvider())
                        .setPassword(PASSPHRASE)
                        .build()));
    }

    static String encryptedPkcs1(PrivateKey key) throws Exception {
        return write(new JcaMiscPEMGenerator(
                key,
                new JcePEMEncryptorBuilder("AES-128-CBC")
                        .setProvider(new BouncyCastleProvider())
                        .build(PASSPHRASE)));
    }

    /** A certificate that has expired: its dates are not checked. */
    static String certificate(KeyPair keys, String signature) throws Exception {
        X500Name name = new X500Name("CN=id.example.com");
        byte[] certificate = new JcaX509v3CertificateBuilder(
                        name,
                        BigInteger.ONE,
                        Date.from(Instant.parse("2020-01-01T00:00:00Z")),
                        Date.from(Instant.parse("2021-01-01T00:00:00Z")),
                        name,
                        keys.getPublic())
                .build(new JcaContentSignerBuilder(signature).build(keys.getPrivate()))
                .getEncoded();
        return KeyFiles.pem("CERTIFICATE", certificate);
    }

    static KeyPair keyPair(String algorithm) {
        try {
            return KeyPairGenerator.getInstance(algorithm).generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String write(PemObjectGenerator content) throws Exception {
        StringWriter text = new StringWriter();
        try (PemWriter writer = new PemWriter(text)) {
            writer.writeObject(content);
        }
        return text.toString();
    }
}
