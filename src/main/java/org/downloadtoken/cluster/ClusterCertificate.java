package org.downloadtoken.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.downloadtoken.config.Cluster;
import org.downloadtoken.config.setting.Setting;
import org.downloadtoken.encoding.Utf8;
import org.downloadtoken.jose.KeyFile;
import org.downloadtoken.jose.UnusableKeyException;
import org.downloadtoken.jose.pem.PemCertificates;
import org.downloadtoken.jose.pem.PemParser;

/**
 * The certificate by which a member proves to the others that it belongs to the cluster. It is verified at the start, so that the
 * operator learns of a problem before the handshakes fail. A new certificate needs a restart.
 *
 * @param chain the certificate, then its issuers, in PEM
 * @param key PKCS#8 in PEM
 * @param authority the certificates of the authority in PEM
 * @param expiry the earliest expiry in the chain
 */
public record ClusterCertificate(String chain, String key, String authority, Instant expiry) {
    private static final List<String> USAGES = List.of("1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2");

    /**
     * Reads the files.
     *
     * @throws UnusableKeyException if a file cannot be used, the authority did not sign the certificate, or it is not valid now
     */
    public static ClusterCertificate in(Cluster.ClusterTls files) {
        String chain = read(Cluster.TLS_CERT, files.chain(), Function.identity());
        List<X509Certificate> certificates = read(Cluster.TLS_CERT, files.chain(), ClusterCertificate::certificates);
        String authority = read(Cluster.TLS_CA, files.ca(), Function.identity());
        List<X509Certificate> authorities = read(Cluster.TLS_CA, files.ca(), ClusterCertificate::certificates);
        read(Cluster.TLS_CERT, files.chain(), pem -> {
            certificates.forEach(ClusterCertificate::verifyDates);
            verifyUsage(certificates.get(0));
            verifyPath(certificates, authorities);
            return true;
        });
        String key = read(Cluster.TLS_KEY, files.key(), pem -> pkcs8(PemParser.pkcs8(pem), certificates.get(0)));
        return new ClusterCertificate(
                chain,
                key,
                authority,
                certificates.stream()
                        .map(certificate -> certificate.getNotAfter().toInstant())
                        .min(Instant::compareTo)
                        .orElseThrow());
    }

    PemKeyCertOptions keyOptions() {
        return new PemKeyCertOptions().addCertValue(Buffer.buffer(chain)).addKeyValue(Buffer.buffer(key));
    }

    PemTrustOptions trustOptions() {
        return new PemTrustOptions().addCertValue(Buffer.buffer(authority));
    }

    @Override
    public String toString() {
        return "ClusterCertificate[expiry=" + expiry + "]";
    }

    private static List<X509Certificate> certificates(String pem) {
        List<X509Certificate> certificates = PemCertificates.parse(pem);
        if (certificates.isEmpty()) {
            throw new UnusableKeyException("holds no certificate; one begins with -----BEGIN CERTIFICATE-----");
        }
        return certificates;
    }

    private static void verifyDates(X509Certificate certificate) {
        try {
            certificate.checkValidity();
        } catch (CertificateException e) {
            throw new UnusableKeyException("a certificate is valid only from "
                    + certificate.getNotBefore().toInstant() + " to "
                    + certificate.getNotAfter().toInstant());
        }
    }

    private static void verifyUsage(X509Certificate certificate) {
        try {
            Optional<List<String>> usages = Optional.ofNullable(certificate.getExtendedKeyUsage());
            if (usages.filter(found -> !found.containsAll(USAGES)).isPresent()) {
                throw new UnusableKeyException(
                        "the extended key usage of the certificate must have serverAuth and clientAuth");
            }
        } catch (CertificateParsingException e) {
            throw new UnusableKeyException("the usage of the certificate cannot be read");
        }
    }

    /** Verifies as the handshakes will. */
    private static void verifyPath(List<X509Certificate> chain, List<X509Certificate> authorities) {
        if (authorities.contains(chain.get(0))) {
            throw new UnusableKeyException("must hold the certificate of this member, not that of the authority");
        }
        try {
            X509Certificate[] path = chain.toArray(X509Certificate[]::new);
            String keyExchange = "UNKNOWN"; // as in TLS 1.3, where the cipher suite does not name it
            X509TrustManager trust = trustManager(authorities);
            trust.checkServerTrusted(path, keyExchange);
            trust.checkClientTrusted(path, keyExchange);
        } catch (GeneralSecurityException | IOException e) {
            throw new UnusableKeyException("the certificate is not signed by the authority in " + Cluster.TLS_CA.name()
                    + ": " + e.getMessage());
        }
    }

    private static X509TrustManager trustManager(List<X509Certificate> authorities)
            throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        for (int i = 0; i < authorities.size(); i++) {
            store.setCertificateEntry("authority " + i, authorities.get(i));
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return (X509TrustManager) factory.getTrustManagers()[0];
    }

    private static String pkcs8(byte[] key, X509Certificate certificate) {
        PrivateKey verified = PemCertificates.privateKey(certificate, key);
        return "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(verified.getEncoded())
                + "\n-----END PRIVATE KEY-----\n";
    }

    private static <T> T read(Setting setting, Path file, Function<String, T> parse) {
        try {
            return parse.apply(Utf8.withoutByteOrderMark(new String(KeyFile.read(file), UTF_8)));
        } catch (UnusableKeyException e) {
            throw new UnusableKeyException(setting.name() + ": " + file + ": " + e.getMessage());
        } catch (RuntimeException e) {
            throw new UnusableKeyException(
                    setting.name() + ": " + file + ": cannot be used"); // the message could quote the key
        }
    }
}
