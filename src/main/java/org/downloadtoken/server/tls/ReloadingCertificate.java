package org.downloadtoken.server.tls;

import io.vertx.core.Future;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.downloadtoken.config.Tls.PemFiles;
import org.downloadtoken.jose.UnusableKeyException;
import org.downloadtoken.metrics.TlsMetrics;
import org.downloadtoken.watch.FileWatcher;
import org.downloadtoken.watch.StaleState;
import org.downloadtoken.watch.WatchedFiles;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The certificate in use, and the servers that use it. A {@link FileWatcher} reads it again. If the files do not hold a
 * usable certificate, the previous one stays in use.
 */
public final class ReloadingCertificate implements WatchedFiles {
    private static final Logger LOG = LoggerFactory.getLogger(ReloadingCertificate.class);

    private final CertificateFiles files;
    private final TlsMetrics metrics;
    private final StaleState state;
    private final List<HttpServer> servers = new CopyOnWriteArrayList<>();
    private volatile ServerCertificate current;
    private int failedReads;

    private ReloadingCertificate(CertificateFiles files, TlsMetrics metrics, ServerCertificate first) {
        this.files = files;
        this.metrics = metrics;
        this.state = new StaleState(LOG, "TLS certificate", metrics::stale);
        this.current = first;
        metrics.expiry(first.expiry());
    }

    /**
     * The certificate that the files hold at the start.
     *
     * @throws UnusableKeyException if a server cannot use it
     */
    public static ReloadingCertificate in(PemFiles paths, Clock clock, TlsMetrics metrics) {
        CertificateFiles files = new CertificateFiles(paths, clock);
        return new ReloadingCertificate(files, metrics, files.forServer());
    }

    /** Lets a server that is not started yet use TLS with the certificate. */
    public void configure(HttpServerOptions options) {
        current.configure(options);
    }

    /** Replaces the certificate of this server too when the files change. */
    public void addListening(HttpServer server) {
        servers.add(server);
    }

    @Override
    public Supplier<Future<Void>> read() {
        return changed()
                .<Supplier<Future<Void>>>map(certificate -> () -> replace(certificate))
                .orElse(Future::succeededFuture);
    }

    /** Another certificate than the one in use, if the files hold one. */
    Optional<ServerCertificate> changed() {
        try {
            CertificateFiles.Contents contents = files.contents();
            if (contents.equals(current.contents())) {
                solved();
                return Optional.empty();
            }
            return files.contents().equals(contents)
                    ? Optional.of(files.certificate(contents))
                    : Optional.empty(); // the files are being changed; the next call reads them again
        } catch (UnusableKeyException e) {
            unusable(String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    @Override
    public void reportHang() {
        state.keepSinceReadHangs();
    }

    /**
     * Gives the certificate to the servers. New connections use it; open connections keep theirs. The servers of one port
     * share their TLS options, which Vert.x does not update twice at the same time, so this updates one after the other.
     */
    private Future<Void> replace(ServerCertificate certificate) {
        Future<Void> replaced = Future.succeededFuture();
        for (HttpServer server : servers) {
            replaced = replaced.compose(
                    previous -> server.updateSSLOptions(certificate.options()).mapEmpty());
        }
        return replaced.onSuccess(done -> use(certificate));
    }

    @Override
    public void reportFailure(Throwable failure) {
        state.keep(failure);
    }

    private synchronized void use(ServerCertificate certificate) {
        current = certificate;
        metrics.expiry(certificate.expiry());
        solved();
        LOG.info("The TLS certificate has changed: {}", certificate);
    }

    private synchronized void solved() {
        failedReads = 0;
        state.solved();
    }

    /** The first time is ignored: between the replacements of one file and of the other, they do not belong together. */
    private synchronized void unusable(String problem) {
        failedReads++;
        if (failedReads > 1) {
            state.keep(problem);
        }
    }
}
