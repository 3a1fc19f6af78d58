package org.downloadtoken.it.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.downloadtoken.DownloadTokenService;
import org.downloadtoken.testing.PlainClient;
import org.downloadtoken.testing.RunningService;
import org.downloadtoken.testing.tls.TestCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the management port with the certificate of the public port. */
class ManagementTlsIT {
    private static final TestCertificate FIRST = TestCertificate.named("first");
    private static final TestCertificate SECOND = TestCertificate.named("second");

    @TempDir
    Path directory;

    @Test
    void managementPortUsesAndReloadsTheCertificate() throws Exception {
        Map<String, String> settings = new HashMap<>(FIRST.in(directory));
        settings.put("MANAGEMENT_TLS", "on");
        DownloadTokenService service = RunningService.start(settings);
        try {
            assertEquals(200, readiness(service, TestCertificate.trusting(FIRST)));

            SECOND.in(directory);
            SSLContext second = TestCertificate.trusting(SECOND);
            for (int attempt = 0; attempt < 100 && readiness(service, second) != 200; attempt++) {
                TimeUnit.MILLISECONDS.sleep(100);
            }
            assertEquals(200, readiness(service, second));
            assertEquals(0, readiness(service, TestCertificate.trusting(FIRST)));
        } finally {
            RunningService.stop(service);
        }
    }

    /** The status, or 0 if the certificate is not trusted. */
    private static int readiness(DownloadTokenService service, SSLContext trust) {
        try {
            return PlainClient.overTls(service.managementPort(), trust)
                    .request("GET", "/health/ready")
                    .status();
        } catch (UncheckedIOException untrusted) {
            return 0;
        }
    }
}
