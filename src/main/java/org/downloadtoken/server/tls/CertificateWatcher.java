package org.downloadtoken.server.tls;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Reads the certificate files every two seconds, and replaces the certificate of the servers if they have changed. It compares
 * contents, since mounted secrets replace symbolic links instead of files.
 */
public final class CertificateWatcher extends VerticleBase {
    private static final long INTERVAL_MS = 2_000;

    /** The number of intervals after which a read counts as hung. */
    private static final int HUNG_INTERVALS = 5;

    private final ReloadingCertificate certificate;

    /**
     * Not a worker of Vert.x, which would log a warning each second while a disk hangs, and would interrupt the thread on the
     * event loop when it closes.
     */
    private final ExecutorService reader = Executors.newSingleThreadExecutor(CertificateWatcher::thread);

    /** How many intervals the refresh in progress has lasted; 0 if there is none. */
    private int intervals;

    public CertificateWatcher(ReloadingCertificate certificate) {
        this.certificate = certificate;
    }

    @Override
    public Future<?> start() {
        vertx.setPeriodic(INTERVAL_MS, elapsed -> {
            intervals++;
            if (intervals == 1) {
                reader.execute(this::read);
            } else if (intervals > HUNG_INTERVALS) {
                certificate.hangs();
            }
        });
        return Future.succeededFuture();
    }

    @Override
    public Future<?> stop() {
        reader.shutdown();
        return Future.succeededFuture();
    }

    private void read() {
        try {
            Optional<ServerCertificate> changed = certificate.changed();
            context.runOnContext(turn -> changed.map(certificate::replace)
                    .orElseGet(Future::succeededFuture)
                    .onFailure(certificate::failed)
                    .onComplete(done -> intervals = 0));
        } catch (RuntimeException e) {
            certificate.failed(e);
            context.runOnContext(turn -> intervals = 0);
        }
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "certificate");
        thread.setDaemon(true);
        return thread;
    }
}
