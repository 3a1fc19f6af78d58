package org.downloadtoken.server.tls;

import java.security.cert.X509Certificate;
import java.security.interfaces.RSAKey;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.downloadtoken.jose.UnusableKeyException;

/** Checks what makes clients refuse the certificate of a server, so that the operator learns it before they do. */
final class CertificateChain {
    private static final int MIN_RSA_BITS = 2_048;
    private static final Set<String> ALGORITHMS = Set.of("RSA", "EC", "EdDSA");

    private CertificateChain() {}

    /**
     * Accepts the certificate of a server, followed by its issuers.
     *
     * @throws UnusableKeyException if there is no certificate, one is not valid now, or the order is wrong
     */
    static void verify(List<X509Certificate> chain, Instant now) {
        if (chain.isEmpty()) {
            throw new UnusableKeyException("holds no certificate; one begins with -----BEGIN CERTIFICATE-----");
        }
        for (X509Certificate certificate : chain) {
            verifyDates(certificate, now);
        }
        for (int i = 1; i < chain.size(); i++) {
            if (!chain.get(i - 1).getIssuerX500Principal().equals(chain.get(i).getSubjectX500Principal())) {
                throw new UnusableKeyException("certificate " + (i + 1) + " must be the issuer of certificate " + i
                        + "; the certificate of the server comes first");
            }
        }
        verifyKey(chain.get(0));
    }

    /** When the first certificate of the chain expires. */
    static Instant end(List<X509Certificate> chain) {
        return chain.stream()
                .map(certificate -> certificate.getNotAfter().toInstant())
                .min(Instant::compareTo)
                .orElseThrow();
    }

    private static void verifyDates(X509Certificate certificate, Instant now) {
        Instant begin = certificate.getNotBefore().toInstant();
        Instant end = certificate.getNotAfter().toInstant();
        if (now.isAfter(end)) {
            throw new UnusableKeyException("the certificate of " + subject(certificate) + " has expired at " + end);
        }
        if (now.isBefore(begin)) {
            throw new UnusableKeyException(
                    "the certificate of " + subject(certificate) + " is not valid before " + begin);
        }
    }

    private static void verifyKey(X509Certificate certificate) {
        String algorithm = certificate.getPublicKey().getAlgorithm();
        if (!ALGORITHMS.contains(algorithm)) {
            throw new UnusableKeyException("the certificate must have an RSA, EC or Ed25519 key, but has " + algorithm);
        }
        if (certificate.getPublicKey() instanceof RSAKey rsa && rsa.getModulus().bitLength() < MIN_RSA_BITS) {
            throw new UnusableKeyException("an RSA key must have at least " + MIN_RSA_BITS + " bits, but has "
                    + rsa.getModulus().bitLength());
        }
    }

    private static String subject(X509Certificate certificate) {
        return certificate.getSubjectX500Principal().getName().replaceAll("\\p{Cntrl}", "?");
    }
}
