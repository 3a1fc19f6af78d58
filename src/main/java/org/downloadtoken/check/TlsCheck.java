package org.downloadtoken.check;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import org.downloadtoken.config.Tls;
import org.downloadtoken.jose.UnusableKeyException;
import org.downloadtoken.server.tls.CertificateFiles;
import org.downloadtoken.server.tls.ServerCertificate;

/** Checks the certificate of the public port and its key. */
record TlsCheck(Vertx vertx, Tls tls, Clock clock) implements Check {
    /** The alerts on expiring certificates have the same limit. */
    static final Duration SOON = Duration.ofDays(14);

    @Override
    public String subject() {
        return "tls";
    }

    @Override
    public Future<?> run(Findings findings) {
        return tls.files()
                .<Future<?>>map(
                        files -> vertx.executeBlocking(() -> certificate(findings, new CertificateFiles(files, clock))))
                .orElseGet(Future::succeededFuture);
    }

    private Void certificate(Findings findings, CertificateFiles files) {
        try {
            ServerCertificate certificate = files.certificate();
            Duration left = Duration.between(clock.instant(), certificate.expiry());
            if (left.compareTo(SOON) < 0) {
                findings.warn("the certificate expires in less than " + SOON.toDays() + " days: " + certificate);
            } else {
                findings.ok("the certificate of " + certificate);
            }
        } catch (UnusableKeyException e) {
            findings.fail(String.valueOf(e.getMessage()));
        }
        return null;
    }
}
