package org.downloadtoken.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;

/** Checks a certificate file at start, before a TLS handshake fails. */
final class Certificates {
    private Certificates() {}

    /** Whether the file can be read and holds at least one X.509 certificate. */
    static boolean areIn(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return !CertificateFactory.getInstance("X.509")
                    .generateCertificates(in)
                    .isEmpty();
        } catch (IOException | CertificateException e) {
            return false;
        }
    }
}
