package org.downloadtoken.check;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import org.downloadtoken.cluster.ClusterCertificate;
import org.downloadtoken.config.Cluster;
import org.downloadtoken.jose.UnusableKeyException;

/** Checks the certificate with which this instance joins its cluster. Without a cluster it has no finding. */
record ClusterCheck(Vertx vertx, Cluster cluster, Clock clock) implements Check {
    @Override
    public String subject() {
        return "cluster";
    }

    @Override
    public Future<?> run(Findings findings) {
        return cluster.membership()
                .<Future<?>>map(membership -> vertx.executeBlocking(() -> {
                    membership
                            .tls()
                            .ifPresentOrElse(
                                    files -> certificate(findings, files),
                                    () -> findings.warn("CLUSTER_INSECURE is allow, so whoever reaches the ports of the"
                                            + " members can read and decide access requests"));
                    return true;
                }))
                .orElseGet(Future::succeededFuture);
    }

    private void certificate(Findings findings, Cluster.ClusterTls files) {
        try {
            ClusterCertificate certificate = ClusterCertificate.in(files);
            Duration left = Duration.between(clock.instant(), certificate.expiry());
            if (left.compareTo(TlsCheck.SOON) < 0) {
                findings.warn("the certificate of this member expires in less than " + TlsCheck.SOON.toDays()
                        + " days, on " + certificate.expiry());
            } else {
                findings.ok("the certificate of this member expires on " + certificate.expiry());
            }
        } catch (UnusableKeyException e) {
            findings.fail(String.valueOf(e.getMessage()));
        }
    }
}
