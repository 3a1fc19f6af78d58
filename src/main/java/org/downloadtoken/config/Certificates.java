package org.downloadtoken.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import org.downloadtoken.encoding.Utf8;

/** Checks a certificate file at start, before a TLS handshake fails. */
final class Certificates {
    private Certificates() {}

    /** Whether the file can be read and holds at least one X.509 certificate. */
    static boolean areIn(Path file) {
        try {
            byte[] pem = Utf8.decode(Files.readAllBytes(file)).orElse("").getBytes(UTF_8); // without a byte order mark
            return !CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(pem))
                    .isEmpty();
        } catch (IOException | CertificateException e) {
            return false;
        }
    }
}
