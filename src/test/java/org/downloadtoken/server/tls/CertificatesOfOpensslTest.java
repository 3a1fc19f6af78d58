package org.downloadtoken.server.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.downloadtoken.config.Tls.PemFiles;
import org.downloadtoken.jose.UnusableKeyException;
import org.downloadtoken.testing.program.Script;
import org.downloadtoken.testing.program.Tool;
import org.downloadtoken.testing.tls.TestCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Certificates and keys that openssl writes. */
class CertificatesOfOpensslTest {
    private static final TestCertificate GOOD = TestCertificate.named("good");

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"secp256k1", "brainpoolP256r1", "secp224r1"})
    void curveThatTlsDoesNotSupportIsRefused(String curve) throws Exception {
        openssl(
                "openssl ecparam -name " + curve + " -genkey -noout -out tls.key",
                "openssl req -x509 -new -key tls.key -subj /CN=curve -days 9 -out tls.crt");

        assertRefused("TLS_CERT_FILE: tls.crt: an EC key must be on the curve P-256, P-384 or P-521");
    }

    @Test
    void signatureWithSha1IsRefused() throws Exception {
        openssl("openssl req -x509 -newkey rsa:2048 -nodes -sha1 -subj /CN=old -days 9 -keyout tls.key -out tls.crt");

        assertRefused("TLS_CERT_FILE: tls.crt: the certificate of CN=old must be signed with SHA-256 or better,"
                + " but is signed with SHA1withRSA");
    }

    @Test
    void signatureOfPssWithSha1IsRefused() throws Exception {
        String pss = "openssl req -x509 -newkey rsa:2048 -nodes -subj /CN=pss -days 9 -keyout tls.key -out tls.crt"
                + " -addext subjectAltName=DNS:pss -sigopt rsa_padding_mode:pss ";
        openssl(pss + "-sha1");
        assertRefused("TLS_CERT_FILE: tls.crt: the certificate of CN=pss must be signed with SHA-256 or better,"
                + " but is signed with SHA1withRSASSA-PSS");

        openssl(pss + "-sha256");
        assertTrue(files().certificate().toString().startsWith("CN=pss, valid until "));
    }

    @Test
    void certificateOfAClientIsRefused() throws Exception {
        openssl("openssl req -x509 -newkey rsa:2048 -nodes -subj /CN=client -days 9 -keyout tls.key -out tls.crt"
                + " -addext extendedKeyUsage=clientAuth");

        assertRefused("TLS_CERT_FILE: tls.crt: the extended key usage of the certificate must have serverAuth");
    }

    @Test
    void encryptedKeyIsRefused() throws Exception {
        Files.writeString(directory.resolve("tls.crt"), GOOD.pem());
        Files.writeString(directory.resolve("plain.key"), GOOD.keyPem());
        openssl("openssl pkey -in plain.key -aes256 -passout pass:x -out tls.key");

        assertRefused("TLS_KEY_FILE: tls.key: the key must not be encrypted; decrypt it with:"
                + " openssl pkey -in FILE -out NEW_FILE");
    }

    @Test
    void hugeFileIsRefusedWithoutReadingIt() throws Exception {
        Files.writeString(directory.resolve("tls.crt"), GOOD.pem());
        try (RandomAccessFile sparse =
                new RandomAccessFile(directory.resolve("tls.key").toFile(), "rw")) {
            sparse.setLength(1L << 40);
        }

        assertRefused("TLS_KEY_FILE: tls.key has more than 65536 bytes");
    }

    @Test
    void pipeIsRefusedWithoutWaitingForItsWriter() throws Exception {
        Files.writeString(directory.resolve("tls.crt"), GOOD.pem());
        openssl("mkfifo tls.key");

        assertRefused("TLS_KEY_FILE: tls.key is not a file that can be read");
    }

    @Test
    void intermediateWithSha1IsRefusedIfItsRootIsMissing() throws Exception {
        openssl(
                "openssl req -x509 -newkey rsa:2048 -nodes -subj /CN=root -days 9 -keyout root.key -out root.crt",
                "openssl req -newkey rsa:2048 -nodes -subj /CN=issuer -keyout issuer.key -out issuer.csr",
                "openssl x509 -req -in issuer.csr -CA root.crt -CAkey root.key -CAcreateserial -sha1 -days 9 -out issuer.crt",
                "openssl req -newkey rsa:2048 -nodes -subj /CN=server -keyout tls.key -out server.csr",
                "openssl x509 -req -in server.csr -CA issuer.crt -CAkey issuer.key -CAcreateserial -days 9 -out server.crt",
                "cat server.crt issuer.crt > tls.crt");

        assertRefused("TLS_CERT_FILE: tls.crt: the certificate of CN=issuer must be signed with SHA-256 or better,"
                + " but is signed with SHA1withRSA");
    }

    @Test
    void certificateWithoutNamesOrSignaturesIsRefused() throws Exception {
        String request =
                "openssl req -x509 -newkey rsa:2048 -nodes -subj /CN=server -days 9 -keyout tls.key -out tls.crt";
        openssl(request);
        assertRefused("TLS_CERT_FILE: tls.crt: the certificate must have the names of the server in subjectAltName");
        openssl(request + " -addext subjectAltName=DNS:server -addext keyUsage=keyEncipherment");
        assertRefused("TLS_CERT_FILE: tls.crt: the key usage of the certificate must have digitalSignature");
        openssl(request + " -addext subjectAltName=DNS:server -addext extendedKeyUsage=anyExtendedKeyUsage");
        assertRefused("TLS_CERT_FILE: tls.crt: the extended key usage of the certificate must have serverAuth");
    }

    @Test
    void keyOfEd448IsRefused() throws Exception {
        openssl("openssl req -x509 -newkey ed448 -nodes -subj /CN=ed448 -days 9 -keyout tls.key -out tls.crt");

        assertRefused("TLS_CERT_FILE: tls.crt: an EdDSA key must be an Ed25519 key");
    }

    private void openssl(String... commands) {
        Tool.OPENSSL.require();
        Script.sh(directory, String.join(" && ", commands)).requireSuccess();
    }

    /** The message of the files, without the directory. */
    private void assertRefused(String message) {
        UnusableKeyException refused = assertThrows(UnusableKeyException.class, files()::certificate);
        assertEquals(message, String.valueOf(refused.getMessage()).replace(directory + "/", ""));
    }

    private CertificateFiles files() {
        return new CertificateFiles(
                new PemFiles(directory.resolve("tls.crt"), directory.resolve("tls.key")), Clock.systemUTC());
    }
}
