package org.downloadtoken.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.downloadtoken.config.Cluster.ClusterTls;
import org.downloadtoken.jose.UnusableKeyException;
import org.downloadtoken.testing.tls.TestCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterCertificateTest {
    private static final TestCertificate AUTHORITY = TestCertificate.authority("authority");
    private static final TestCertificate MEMBER = AUTHORITY.issue("member");

    @TempDir
    Path directory;

    @Test
    void certificateOfTheAuthorityIsAccepted() throws IOException {
        ClusterCertificate certificate = ClusterCertificate.in(files(MEMBER.pem(), MEMBER.keyPem(), AUTHORITY.pem()));

        assertEquals(MEMBER.certificate().getNotAfter().toInstant(), certificate.expiry());
        assertFalse(certificate.toString().contains("PRIVATE"), certificate::toString);
    }

    @Test
    void certificateOfAnotherAuthorityIsRejected() {
        TestCertificate other = TestCertificate.authority("authority"); // the same name, but another key

        assertRejected(MEMBER.pem(), MEMBER.keyPem(), other.pem(), "is not signed by the authority in CLUSTER_TLS_CA");
    }

    @Test
    void expiredCertificateIsRejected() {
        TestCertificate expired =
                TestCertificate.authority("authority", Instant.now().minusSeconds(1));
        TestCertificate member = expired.issue("member");

        assertRejected(member.pem(), member.keyPem(), expired.pem(), "a certificate is valid only from ");
    }

    /** The JDK refuses it in a handshake. */
    @Test
    void authorityThatMayNotIssueIsRejected() {
        TestCertificate server = TestCertificate.named("server");
        TestCertificate member = server.issue("member");

        assertRejected(member.pem(), member.keyPem(), server.pem(), "is not signed by the authority in CLUSTER_TLS_CA");
    }

    @Test
    void authorityIsNoMember() {
        assertRejected(
                AUTHORITY.pem(), AUTHORITY.keyPem(), AUTHORITY.pem(), "must hold the certificate of this member");
    }

    @Test
    void keyOfAnotherCertificateIsRejected() {
        assertRejected(MEMBER.pem(), AUTHORITY.keyPem(), AUTHORITY.pem(), "the key does not belong to the certificate");
    }

    @Test
    void fileWithoutACertificateIsRejected() {
        assertRejected("", MEMBER.keyPem(), AUTHORITY.pem(), "holds no certificate");
        assertRejected(MEMBER.pem(), MEMBER.keyPem(), "", "holds no certificate");
        assertRejected("nothing", MEMBER.keyPem(), AUTHORITY.pem(), "must hold certificates in PEM");
    }

    private void assertRejected(String chain, String key, String authority, String message) {
        UnusableKeyException rejected =
                assertThrows(UnusableKeyException.class, () -> ClusterCertificate.in(files(chain, key, authority)));
        assertTrue(String.valueOf(rejected.getMessage()).contains(message), rejected::getMessage);
    }

    private ClusterTls files(String chain, String key, String authority) throws IOException {
        return new ClusterTls(
                Files.writeString(directory.resolve("tls.crt"), chain),
                Files.writeString(directory.resolve("tls.key"), key),
                Files.writeString(directory.resolve("ca.crt"), authority));
    }
}
