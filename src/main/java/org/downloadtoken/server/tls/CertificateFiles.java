package org.downloadtoken.server.tls;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;
import org.downloadtoken.config.Tls;
import org.downloadtoken.config.Tls.PemFiles;
import org.downloadtoken.config.setting.Setting;
import org.downloadtoken.encoding.Utf8;
import org.downloadtoken.jose.KeyFile;
import org.downloadtoken.jose.UnusableKeyException;
import org.downloadtoken.jose.pem.PemCertificates;
import org.downloadtoken.jose.pem.PemParser;

/** Reads a certificate and its key from two PEM files, and verifies that a server can use them now. */
public record CertificateFiles(PemFiles files, Clock clock) {
    /** The bytes of the two files. Two results are equal if and only if the bytes are. */
    record Contents(ByteBuffer chain, ByteBuffer key) {}

    /**
     * The certificate of a server, at its start.
     *
     * @throws UnusableKeyException if the files hold no certificate that can be used
     */
    ServerCertificate forServer() {
        TlsPolicy.refuseRenegotiation();
        return certificate();
    }

    /**
     * The certificate that the files hold now.
     *
     * @throws UnusableKeyException if a file cannot be read or used, or the key does not belong to the certificate
     */
    public ServerCertificate certificate() {
        return certificate(contents());
    }

    /** The bytes of the files. They may change between the two reads; a caller that needs one state compares two results. */
    Contents contents() {
        return new Contents(in(Tls.CERT_FILE, () -> read(files.chain())), in(Tls.KEY_FILE, () -> read(files.key())));
    }

    ServerCertificate certificate(Contents contents) {
        List<X509Certificate> chain = in(Tls.CERT_FILE, files.chain(), () -> {
            List<X509Certificate> certificates = PemCertificates.parse(text(contents.chain()));
            CertificateChain.verify(certificates, clock.instant());
            return certificates;
        });
        return in(
                Tls.KEY_FILE,
                files.key(),
                () -> ServerCertificate.of(contents, chain, PemParser.pkcs8(text(contents.key()))));
    }

    private static ByteBuffer read(Path file) {
        if (!Files.isRegularFile(file)) { // a read of a pipe would wait for its writer
            throw new UnusableKeyException(file + " is not a file that can be read");
        }
        return ByteBuffer.wrap(KeyFile.read(file));
    }

    private static String text(ByteBuffer content) {
        return Utf8.withoutByteOrderMark(UTF_8.decode(content.duplicate()).toString());
    }

    private static <T> T in(Setting setting, Path file, Supplier<T> parse) {
        return in(setting, () -> {
            try {
                return parse.get();
            } catch (UnusableKeyException e) {
                throw e.in(file);
            } catch (RuntimeException e) {
                throw new UnusableKeyException(file + ": cannot be used"); // the message of the JDK can quote the key
            }
        });
    }

    private static <T> T in(Setting setting, Supplier<T> read) {
        try {
            return read.get();
        } catch (UnusableKeyException e) {
            throw new UnusableKeyException(setting.name() + ": " + e.getMessage());
        }
    }
}
