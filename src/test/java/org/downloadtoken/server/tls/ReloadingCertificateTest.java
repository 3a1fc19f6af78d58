package org.downloadtoken.server.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.downloadtoken.config.Tls.PemFiles;
import org.downloadtoken.metrics.TlsMetrics;
import org.downloadtoken.testing.CapturedLog;
import org.downloadtoken.testing.tls.TestCertificate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Reads the files again and again, as the watcher does. */
class ReloadingCertificateTest {
    private static final TestCertificate FIRST = TestCertificate.named("first");
    private static final TestCertificate SECOND = TestCertificate.named("second");

    @TempDir
    Path directory;

    @RegisterExtension
    final CapturedLog log = new CapturedLog(ReloadingCertificate.class);

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private ReloadingCertificate certificate;

    @BeforeEach
    void read() throws Exception {
        write(FIRST.pem(), FIRST.keyPem());
        certificate = ReloadingCertificate.in(
                new PemFiles(directory.resolve("tls.crt"), directory.resolve("tls.key")),
                Clock.systemUTC(),
                new TlsMetrics(meters));
    }

    @Test
    void filesThatAreReplacedOneAfterTheOtherAreNotReported() throws Exception {
        write(SECOND.pem(), FIRST.keyPem());
        assertEquals(Optional.empty(), certificate.changed());
        write(SECOND.pem(), SECOND.keyPem());

        assertTrue(certificate.changed().isPresent());
        assertStale(0);
        assertEquals(List.of(), log.messages());
    }

    @Test
    void pairThatStaysBadIsReportedOnce() throws Exception {
        write(SECOND.pem(), FIRST.keyPem());
        for (int read = 0; read < 4; read++) {
            assertEquals(Optional.empty(), certificate.changed());
        }

        assertStale(1);
        assertEquals(1, log.messages().size());
    }

    @Test
    void previousFilesEndTheProblem() throws Exception {
        write(SECOND.pem(), FIRST.keyPem());
        certificate.changed();
        certificate.changed();
        assertStale(1);

        write(FIRST.pem(), FIRST.keyPem());
        certificate.changed();
        assertStale(0);

        write(SECOND.pem(), FIRST.keyPem());
        certificate.changed();
        assertStale(0);
    }

    private void assertStale(int expected) {
        assertEquals(expected, meters.get("tls_certificate_stale").gauge().value());
    }

    private void write(String chain, String key) throws Exception {
        Files.writeString(directory.resolve("tls.crt"), chain);
        Files.writeString(directory.resolve("tls.key"), key);
    }
}
