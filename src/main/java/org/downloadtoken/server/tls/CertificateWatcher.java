package org.downloadtoken.server.tls;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;

/**
 * Reads the certificate files every two seconds, and replaces the certificate of the servers if they have changed. It compares
 * contents, since mounted secrets replace symbolic links instead of files.
 */
public final class CertificateWatcher extends VerticleBase {
    private static final long INTERVAL_MS = 2_000;

    private final ReloadingCertificate certificate;

    public CertificateWatcher(ReloadingCertificate certificate) {
        this.certificate = certificate;
    }

    @Override
    public Future<?> start() {
        waitAndRefresh();
        return Future.succeededFuture();
    }

    private void waitAndRefresh() {
        vertx.setTimer(INTERVAL_MS, elapsed -> refresh().onComplete(done -> waitAndRefresh()));
    }

    private Future<Void> refresh() {
        return vertx.executeBlocking(certificate::changed)
                .compose(changed -> changed.map(certificate::replace).orElseGet(Future::succeededFuture))
                .onFailure(certificate::failed);
    }
}
