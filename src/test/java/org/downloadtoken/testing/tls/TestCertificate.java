package org.downloadtoken.testing.tls;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.PemKeyCertOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.downloadtoken.testing.KeyFiles;

/** A certificate for 127.0.0.1, and its key. It is its own issuer, unless it is issued by another one. */
public record TestCertificate(X509Certificate certificate, KeyPair keys) {
    private static final Map<String, String> SIGNATURES =
            Map.of("RSA", "SHA256withRSA", "EC", "SHA256withECDSA", "Ed25519", "Ed25519", "DSA", "SHA256withDSA");

    /** A certificate that is valid for 90 days. */
    public static TestCertificate named(String name) {
        return named(name, Duration.ofDays(90));
    }

    public static TestCertificate named(String name, Duration validity) {
        return expiring(name, Instant.now().plus(validity));
    }

    public static TestCertificate expiring(String name, Instant end) {
        return create(name, keys("EC", 256), end.minus(Duration.ofDays(100)), end);
    }

    public static TestCertificate withKey(String algorithm, int bits) {
        Instant now = Instant.now();
        return create(algorithm, keys(algorithm, bits), now.minus(Duration.ofDays(1)), now.plus(Duration.ofDays(90)));
    }

    private static TestCertificate create(String name, KeyPair keys, Instant begin, Instant end) {
        return new TestCertificate(certificate(name, keys, name, keys, begin, end), keys);
    }

    /** An authority, which is valid for 90 days. */
    public static TestCertificate authority(String name) {
        return authority(name, Instant.now().plus(Duration.ofDays(90)));
    }

    public static TestCertificate authority(String name, Instant end) {
        KeyPair keys = keys("EC", 256);
        return new TestCertificate(
                certificate(name, keys, name, keys, end.minus(Duration.ofDays(100)), end, true), keys);
    }

    /** A certificate that this one has issued, with the same dates. */
    public TestCertificate issue(String name) {
        KeyPair keys = keys("EC", 256);
        return new TestCertificate(
                certificate(
                        name,
                        keys,
                        certificate.getSubjectX500Principal().getName().replace("CN=", ""),
                        this.keys,
                        certificate.getNotBefore().toInstant(),
                        certificate.getNotAfter().toInstant()),
                keys);
    }

    public String pem() {
        try {
            return KeyFiles.pem("CERTIFICATE", certificate.getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** PKCS#8. */
    public String keyPem() {
        return KeyFiles.pem(keys.getPrivate());
    }

    /** Writes tls.crt and tls.key, and returns the settings that name them. */
    public Map<String, String> in(Path directory) {
        try {
            return Map.of(
                    "TLS_CERT_FILE",
                    Files.writeString(directory.resolve("tls.crt"), pem()).toString(),
                    "TLS_KEY_FILE",
                    Files.writeString(directory.resolve("tls.key"), keyPem()).toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The settings that name temporary files, which are deleted with the JVM. */
    public Map<String, String> settings() {
        try {
            Path directory = Files.createTempDirectory("tls");
            directory.toFile().deleteOnExit(); // the files are deleted before
            Map<String, String> settings = new HashMap<>(in(directory));
            settings.values().forEach(file -> Path.of(file).toFile().deleteOnExit());
            return settings;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The options of a server with this certificate. */
    public PemKeyCertOptions options() {
        return new PemKeyCertOptions().setCertValue(Buffer.buffer(pem())).setKeyValue(Buffer.buffer(keyPem()));
    }

    /** A client's context that trusts these certificates only. */
    public static SSLContext trusting(TestCertificate... trusted) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            for (TestCertificate each : trusted) {
                store.setCertificateEntry(
                        each.certificate.getSubjectX500Principal().getName(), each.certificate);
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyPair keys(String algorithm, int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            generator.initialize(bits);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static X509Certificate certificate(
            String name, KeyPair keys, String issuer, KeyPair issuerKeys, Instant begin, Instant end) {
        return certificate(name, keys, issuer, issuerKeys, begin, end, false);
    }

    private static X509Certificate certificate(
            String name,
            KeyPair keys,
            String issuer,
            KeyPair issuerKeys,
            Instant begin,
            Instant end,
            boolean isAuthority) {
        try {
            X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                            new X500Name("CN=" + issuer),
                            BigInteger.valueOf(System.nanoTime()),
                            Date.from(begin),
                            Date.from(end),
                            new X500Name("CN=" + name),
                            keys.getPublic())
                    .addExtension(
                            Extension.subjectAlternativeName,
                            false,
                            new GeneralNames(new GeneralName(GeneralName.iPAddress, "127.0.0.1")));
            if (isAuthority) {
                builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
            }
            byte[] encoded = builder.build(new JcaContentSignerBuilder(SIGNATURES.getOrDefault(
                                    issuerKeys.getPrivate().getAlgorithm(), "Ed25519"))
                            .build(issuerKeys.getPrivate()))
                    .getEncoded();
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(encoded));
        } catch (OperatorCreationException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
