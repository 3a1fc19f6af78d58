package org.downloadtoken.server.tls;

import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.downloadtoken.jose.UnusableKeyException;

/** Checks what makes clients refuse the certificate of a server, so that the operator learns it before they do. */
final class CertificateChain {
    private static final int MIN_RSA_BITS = 2_048;
    /** The index of a bit (RFC 5280, section 4.2.1.3). */
    private static final int DIGITAL_SIGNATURE = 0;

    private static final String SERVER = "1.3.6.1.5.5.7.3.1";
    private static final Set<String> CURVES = Set.of("1.2.840.10045.3.1.7", "1.3.132.0.34", "1.3.132.0.35");
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
        verifyKey(chain.get(0));
        for (int i = 1; i < chain.size(); i++) {
            verifyIssuer(chain.get(i - 1), chain.get(i), i);
        }
        chain.stream()
                .filter(certificate -> !isRoot(certificate, chain)) // nobody verifies its signature
                .forEach(CertificateChain::verifySignature);
        verifyUsage(chain.get(0));
    }

    private static boolean isRoot(X509Certificate certificate, List<X509Certificate> chain) {
        return chain.size() > 1 && certificate.getIssuerX500Principal().equals(certificate.getSubjectX500Principal());
    }

    /** The earliest expiry in the chain. */
    static Instant expiry(List<X509Certificate> chain) {
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

    private static void verifyIssuer(X509Certificate certificate, X509Certificate issuer, int position) {
        boolean issued = certificate.getIssuerX500Principal().equals(issuer.getSubjectX500Principal());
        if (issued && !certificate.equals(issuer)) {
            try {
                certificate.verify(issuer.getPublicKey());
                return;
            } catch (GeneralSecurityException e) {
                issued = false; // an issuer of the same name with another key
            }
        }
        throw new UnusableKeyException("certificate " + (position + 1) + " must be the issuer of certificate "
                + position + "; the certificate of the server comes first");
    }

    private static void verifySignature(X509Certificate certificate) {
        String algorithm = certificate.getSigAlgName();
        if (algorithm.startsWith("SHA1") || algorithm.startsWith("MD5")) {
            throw new UnusableKeyException("the certificate of " + subject(certificate)
                    + " must be signed with SHA-256 or better, but is signed with " + algorithm);
        }
    }

    private static void verifyUsage(X509Certificate certificate) {
        try {
            List<String> usages = certificate.getExtendedKeyUsage();
            if (usages != null && !usages.contains(SERVER)) {
                throw new UnusableKeyException("the extended key usage of the certificate must have serverAuth");
            }
            if (certificate.getKeyUsage() != null && !certificate.getKeyUsage()[DIGITAL_SIGNATURE]) {
                throw new UnusableKeyException("the key usage of the certificate must have digitalSignature");
            }
            if (certificate.getSubjectAlternativeNames()
                    == null) { // RFC 9110, section 4.3.4: clients ignore the common name
                throw new UnusableKeyException("the certificate must have the names of the server in subjectAltName");
            }
        } catch (CertificateParsingException e) {
            throw new UnusableKeyException("the usage or the names of the certificate cannot be read");
        }
    }

    private static void verifyKey(X509Certificate certificate) {
        String algorithm = certificate.getPublicKey().getAlgorithm();
        if (!ALGORITHMS.contains(algorithm)) {
            throw new UnusableKeyException("the certificate must have an RSA, EC or Ed25519 key, but has " + algorithm);
        }
        if (certificate.getPublicKey() instanceof EdECPublicKey edwards
                && !edwards.getParams().getName().equals("Ed25519")) {
            throw new UnusableKeyException("an EdDSA key must be an Ed25519 key");
        }
        if (algorithm.equals("EC") && !isOnCurveOfTls(certificate.getPublicKey())) {
            throw new UnusableKeyException("an EC key must be on the curve P-256, P-384 or P-521");
        }
        if (certificate.getPublicKey() instanceof RSAKey rsa && rsa.getModulus().bitLength() < MIN_RSA_BITS) {
            throw new UnusableKeyException("an RSA key must have at least " + MIN_RSA_BITS + " bits, but has "
                    + rsa.getModulus().bitLength());
        }
    }

    private static boolean isOnCurveOfTls(PublicKey key) {
        if (!(key instanceof ECPublicKey ec)) {
            return false;
        }
        try {
            AlgorithmParameters curve = AlgorithmParameters.getInstance("EC");
            curve.init(ec.getParams());
            return CURVES.contains(
                    curve.getParameterSpec(ECGenParameterSpec.class).getName());
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static String subject(X509Certificate certificate) {
        return certificate.getSubjectX500Principal().getName().replaceAll("\\p{Cntrl}", "?");
    }
}
