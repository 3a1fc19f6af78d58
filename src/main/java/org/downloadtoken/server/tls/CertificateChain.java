package org.downloadtoken.server.tls;

import java.io.IOException;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.security.spec.PSSParameterSpec;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.downloadtoken.jose.UnusableKeyException;

/** Checks what makes clients refuse the certificate of a server, so that the operator learns it before they do. */
final class CertificateChain {
    /** The index of a bit (RFC 5280, section 4.2.1.3). */
    private static final int DIGITAL_SIGNATURE = 0;

    private static final Pattern SIGNATURES =
            Pattern.compile("SHA(256|384|512)with(RSA|ECDSA|RSASSA-PSS)|Ed25519|Ed448|EdDSA");

    private static final String SERVER = "1.3.6.1.5.5.7.3.1";

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
        CertificateKey.verify(chain.get(0).getPublicKey());
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
        String algorithm = algorithm(certificate);
        if (!SIGNATURES.matcher(algorithm).matches()) {
            throw new UnusableKeyException("the certificate of " + subject(certificate)
                    + " must be signed with SHA-256 or better, but is signed with " + algorithm);
        }
    }

    /** The name of RSASSA-PSS does not tell the digest. */
    private static String algorithm(X509Certificate certificate) {
        String name = certificate.getSigAlgName();
        if (!name.equals("RSASSA-PSS")) {
            return name;
        }
        try {
            AlgorithmParameters parameters = AlgorithmParameters.getInstance(name);
            parameters.init(certificate.getSigAlgParams());
            String digest = parameters.getParameterSpec(PSSParameterSpec.class).getDigestAlgorithm();
            return digest.replace("-", "") + "with" + name;
        } catch (GeneralSecurityException | IOException e) {
            return name;
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

    private static String subject(X509Certificate certificate) {
        return certificate.getSubjectX500Principal().getName().replaceAll("\\p{Cntrl}", "?");
    }
}
