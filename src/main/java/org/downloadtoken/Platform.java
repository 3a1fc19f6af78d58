package org.downloadtoken;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.VertxBuilder;
import io.vertx.core.VertxOptions;
import io.vertx.micrometer.MicrometerMetricsFactory;
import java.time.Clock;
import java.util.Optional;
import org.downloadtoken.cluster.ClusterCertificate;
import org.downloadtoken.cluster.ClusterMember;
import org.downloadtoken.config.Cluster;
import org.downloadtoken.config.ServiceConfig;
import org.downloadtoken.metrics.Registries;
import org.downloadtoken.metrics.ServiceMetrics;
import org.downloadtoken.server.Readiness;
import org.downloadtoken.server.tls.ReloadingCertificate;

/**
 * What every instance has, whatever its role.
 *
 * @param member this instance as a member of a cluster, if there is one
 * @param certificate the certificate of the servers; empty if they use no TLS
 */
record Platform(
        Clock clock,
        PrometheusMeterRegistry registry,
        ServiceMetrics metrics,
        Vertx vertx,
        Optional<ClusterMember> member,
        Optional<ReloadingCertificate> certificate,
        Readiness readiness) {

    /** Starts the threads of Vert.x, and joins the cluster if there is one, which blocks for some seconds. */
    static Platform start(
            ServiceConfig config,
            Clock clock,
            PrometheusMeterRegistry registry,
            ServiceMetrics metrics,
            Optional<ReloadingCertificate> certificate,
            Optional<ClusterCertificate> clusterCertificate) {
        VertxOptions options = new VertxOptions()
                .setPreferNativeTransport(true)
                .setEventLoopPoolSize(config.http().eventLoops())
                .setMetricsOptions(Registries.vertxOptions());
        VertxBuilder builder = Vertx.builder().withMetrics(new MicrometerMetricsFactory(registry));
        Optional<ClusterMember> member = config.cluster()
                .membership()
                .map(membership -> ClusterMember.join(builder, options, membership, clusterCertificate));
        return new Platform(
                clock,
                registry,
                metrics,
                member.map(ClusterMember::vertx)
                        .orElseGet(() -> builder.with(options).build()),
                member,
                certificate,
                new Readiness());
    }

    /** The certificate of this member of the cluster, if it has one. */
    static Optional<ClusterCertificate> clusterCertificate(Cluster cluster) {
        return cluster.membership().flatMap(Cluster.Membership::tls).map(ClusterCertificate::in);
    }
}
