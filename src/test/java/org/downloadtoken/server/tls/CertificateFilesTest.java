package org.downloadtoken.server.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.downloadtoken.config.Tls.PemFiles;
import org.downloadtoken.jose.UnusableKeyException;
import org.downloadtoken.testing.tls.TestCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CertificateFilesTest {
    private static final TestCertificate GOOD = TestCertificate.named("good");

    @TempDir
    Path directory;

    private final Instant now = Instant.now();

    @ParameterizedTest
    @CsvSource({"RSA, 2048", "EC, 256", "EC, 384", "EC, 521", "Ed25519, 255"})
    void certificateOfEachAlgorithmIsAccepted(String algorithm, int bits) throws Exception {
        TestCertificate certificate = TestCertificate.withKey(algorithm, bits);

        ServerCertificate read = read(certificate.pem(), certificate.keyPem());

        assertEquals(certificate.certificate().getNotAfter().toInstant(), read.expiry());
    }

    @Test
    void textAroundTheBlocksIsIgnored() throws Exception {
        ServerCertificate read = read(
                "\uFEFFBag Attributes\r\n    friendlyName: a - b\r\n"
                        + GOOD.pem().replace("\n", "\r\n") + "\n",
                "\uFEFFKey Attributes: <No Attributes>\n" + GOOD.keyPem());

        assertTrue(read.toString().startsWith("CN=good, valid until "), read::toString);
    }

    @Test
    void chainExpiresWithItsEarliestCertificate() throws Exception {
        TestCertificate issuer = TestCertificate.expiring("issuer", now.plus(Duration.ofDays(3)));
        TestCertificate issued = issuer.issue("server");

        ServerCertificate read = read(issued.pem() + issuer.pem(), issued.keyPem());

        assertEquals(issuer.certificate().getNotAfter().toInstant(), read.expiry());
    }

    @Test
    void certificatesInTheWrongOrderAreRefused() {
        TestCertificate issued = GOOD.issue("server");

        assertRefused(GOOD.pem() + issued.pem(), GOOD.keyPem(), "tls.crt: certificate 2 must be the issuer of");
    }

    @Test
    void issuerOfTheSameNameWithAnotherKeyIsRefused() {
        TestCertificate issued = GOOD.issue("server");
        String other = TestCertificate.named("good").pem();

        assertRefused(issued.pem() + other, issued.keyPem(), "tls.crt: certificate 2 must be the issuer of");
    }

    @Test
    void repeatedCertificateIsRefused() {
        assertRefused(GOOD.pem() + GOOD.pem(), GOOD.keyPem(), "tls.crt: certificate 2 must be the issuer of");
    }

    @Test
    void keyOfAnotherCertificateIsRefused() {
        assertRefused(GOOD.pem(), TestCertificate.named("x").keyPem(), "tls.key: the key does not belong");
        assertRefused(GOOD.pem(), TestCertificate.withKey("RSA", 2048).keyPem(), "tls.key: the key does not belong");
    }

    @Test
    void certificateIsRefusedBeforeAndAfterItsTime() {
        TestCertificate old = TestCertificate.expiring("old", now.minusSeconds(60));
        assertRefused(old.pem(), old.keyPem(), "tls.crt: the certificate of CN=old has expired at ");
        TestCertificate early = TestCertificate.expiring("early", now.plus(Duration.ofDays(101)));
        assertRefused(early.pem(), early.keyPem(), "tls.crt: the certificate of CN=early is not valid before ");
    }

    @Test
    void expiredIssuerIsRefused() {
        TestCertificate old = TestCertificate.expiring("old", now.minusSeconds(60));
        TestCertificate issued = old.issue("server");

        assertRefused(issued.pem() + old.pem(), issued.keyPem(), "has expired at ");
    }

    @Test
    void weakKeyIsRefused() {
        TestCertificate weak = TestCertificate.withKey("RSA", 1024);
        assertRefused(weak.pem(), weak.keyPem(), "tls.crt: an RSA key must have at least 2048 bits, but has 1024");
        TestCertificate dsa = TestCertificate.withKey("DSA", 2048);
        assertRefused(dsa.pem(), dsa.keyPem(), "tls.crt: the certificate must have an RSA, EC or Ed25519 key");
    }

    @Test
    void fileWithoutCertificateOrKeyIsRefused() {
        assertRefused("", GOOD.keyPem(), "tls.crt: holds no certificate");
        assertRefused(GOOD.keyPem(), GOOD.keyPem(), "tls.crt: must hold certificates in PEM");
        assertRefused(GOOD.pem().replace("MII", "NII"), GOOD.keyPem(), "tls.crt: must hold certificates in PEM");
        assertRefused(GOOD.pem(), "", "tls.key: no PEM block");
        assertRefused(GOOD.pem(), GOOD.pem(), "tls.key: not a private key");
    }

    @Test
    void missingFileAndDirectoryAreRefused() {
        for (Path file : List.of(directory.resolve("missing"), directory)) {
            UnusableKeyException refused = assertThrows(UnusableKeyException.class, files(file, file)::certificate);
            assertEquals("TLS_CERT_FILE: " + file + " is not a file that can be read", refused.getMessage());
        }
    }

    private void assertRefused(String chain, String key, String message) {
        String refusal = String.valueOf(
                assertThrows(UnusableKeyException.class, () -> read(chain, key)).getMessage());
        assertTrue(refusal.contains(message), refusal);
        assertFalse(refusal.contains("\n") || refusal.contains("BEGIN PRIVATE"), refusal);
    }

    private ServerCertificate read(String chain, String key) throws IOException {
        return files(
                        Files.writeString(directory.resolve("tls.crt"), chain),
                        Files.writeString(directory.resolve("tls.key"), key))
                .certificate();
    }

    private CertificateFiles files(Path chain, Path key) {
        return new CertificateFiles(new PemFiles(chain, key), Clock.fixed(now, ZoneOffset.UTC));
    }
}
