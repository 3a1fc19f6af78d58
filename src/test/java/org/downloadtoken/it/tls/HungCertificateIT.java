package org.downloadtoken.it.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.downloadtoken.DownloadTokenService;
import org.downloadtoken.demo.DemoDataset;
import org.downloadtoken.server.tls.ReloadingCertificate;
import org.downloadtoken.testing.ApiClient;
import org.downloadtoken.testing.CapturedLog;
import org.downloadtoken.testing.Metrics;
import org.downloadtoken.testing.PlainClient;
import org.downloadtoken.testing.RunningService;
import org.downloadtoken.testing.store.HangingFiles;
import org.downloadtoken.testing.tls.TestCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Serves TLS with a certificate on a disk that hangs. */
class HungCertificateIT {
    private static final TestCertificate FIRST = TestCertificate.named("first");
    private static final TestCertificate SECOND = TestCertificate.named("second");

    @TempDir
    Path directory;

    @RegisterExtension
    final CapturedLog log = new CapturedLog(ReloadingCertificate.class);

    @Test
    void certificateStaysInUseUntilTheDiskAnswers() throws Exception {
        try (HangingFiles disk = new HangingFiles(directory)) {
            write(FIRST);
            DownloadTokenService service = RunningService.start(Map.of(
                    "TLS_CERT_FILE", disk.root().resolve("hang.crt").toString(),
                    "TLS_KEY_FILE", disk.root().resolve("hang.key").toString()));
            try {
                disk.hang();
                write(SECOND);
                Metrics metrics = new Metrics(service.managementPort());
                await(metrics, 1);
                mint(service, FIRST);
                assertEquals(
                        1,
                        Thread.getAllStackTraces().keySet().stream()
                                .filter(thread -> thread.getName().equals("certificate"))
                                .count());
                assertEquals(
                        List.of("The previous TLS certificate stays in use:"
                                + " it cannot be read, because the disk does not answer"),
                        log.messages());

                disk.release();
                await(metrics, 0);
                mint(service, SECOND);
            } finally {
                disk.release();
                RunningService.stop(service);
            }
        }
    }

    private void write(TestCertificate certificate) throws Exception {
        Files.writeString(directory.resolve("files/hang.crt"), certificate.pem());
        Files.writeString(directory.resolve("files/hang.key"), certificate.keyPem());
    }

    private static void await(Metrics metrics, int stale) throws InterruptedException {
        for (int attempt = 0; metrics.value("tls_certificate_stale") != stale; attempt++) {
            assertTrue(attempt < 400, "it does not become " + stale);
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    private static void mint(DownloadTokenService service, TestCertificate trusted) {
        int status = PlainClient.overTls(service.port(), TestCertificate.trusting(trusted))
                .request("POST", ApiClient.MINT + DemoDataset.PUBLIC.id())
                .status();
        assertEquals(200, status);
    }
}
