package org.downloadtoken;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Supplier;
import org.downloadtoken.access.AccessBus;
import org.downloadtoken.access.DatasetAccessVerticle;
import org.downloadtoken.access.invalidation.Invalidations;
import org.downloadtoken.access.wire.WireVersions;
import org.downloadtoken.cluster.ClusterCertificate;
import org.downloadtoken.config.ServiceConfig;
import org.downloadtoken.metrics.Registries;
import org.downloadtoken.metrics.ServiceMetrics;
import org.downloadtoken.metrics.TlsMetrics;
import org.downloadtoken.pages.Pages;
import org.downloadtoken.server.ManagementVerticle;
import org.downloadtoken.server.tls.ReloadingCertificate;

/**
 * The objects of one instance, connected but not started.
 *
 * @param catalogChanges the changes of the catalog, if this instance reads the catalog and the catalog notifies them
 * @param cluster empty if the instance has no cluster
 * @param edge empty if the instance does not serve HTTP
 */
record ServiceComponents(
        ServiceConfig config,
        Platform platform,
        Optional<Invalidations> catalogChanges,
        Optional<ClusterComponents> cluster,
        Optional<EdgeComponents> edge,
        ManagementVerticle management) {

    /** Creates the objects. Everything that can fail on invalid keys is created before Vert.x starts its threads. */
    static ServiceComponents create(ServiceConfig config, Clock clock, Pages pages, WireVersions versions) {
        PrometheusMeterRegistry registry = Registries.create();
        ServiceMetrics metrics = ServiceMetrics.in(registry);
        Optional<ReloadingCertificate> certificate =
                config.tls().files().map(files -> ReloadingCertificate.in(files, clock, new TlsMetrics(registry)));
        Optional<EdgeKeys> keys =
                config.cluster().isEdge() ? Optional.of(EdgeKeys.of(config, metrics)) : Optional.empty();
        Optional<ClusterCertificate> clusterCertificate = Platform.clusterCertificate(config.cluster());
        Platform platform = Platform.start(config, clock, registry, metrics, certificate, clusterCertificate);
        Optional<ClusterComponents> cluster = config.cluster()
                .membership()
                .map(member -> ClusterComponents.create(config.cluster(), versions, registry));
        cluster.ifPresent(
                joined -> platform.member().ifPresent(member -> joined.metrics().members(member::members)));
        cluster.ifPresent(joined ->
                clusterCertificate.ifPresent(member -> joined.metrics().certificateExpiry(member.expiry())));
        Optional<Invalidations> catalogChanges = Optional.of(config.publicCache())
                .filter(cache -> cache.isNotified() && config.cluster().isAccess())
                .map(notified -> Invalidations.leased(System::nanoTime));
        Optional<EdgeComponents> edge =
                keys.map(loaded -> EdgeComponents.create(config, platform, loaded, catalogChanges, cluster, pages));
        ManagementVerticle management = new ManagementVerticle(
                config.management(),
                certificate.filter(tls -> config.tls().management()),
                registry,
                platform.readiness(),
                probe(config, platform.vertx(), cluster),
                clock);
        return new ServiceComponents(config, platform, catalogChanges, cluster, edge, management);
    }

    /** Succeeds while this instance can decide access requests. */
    private static Supplier<Future<Void>> probe(
            ServiceConfig config, Vertx vertx, Optional<ClusterComponents> cluster) {
        return cluster.filter(joined -> config.cluster().isEdge())
                .<Supplier<Future<Void>>>map(joined -> () -> joined.nodes().areHealthy()
                        ? Future.succeededFuture()
                        : Future.failedFuture("no access node answers"))
                .orElse(() -> AccessBus.probe(vertx.eventBus()));
    }

    /** The access to the catalog, if this instance has one. Each call creates one. */
    Optional<DatasetAccessVerticle> access() {
        return Optional.of(config.cluster())
                .filter(cluster -> cluster.isAccess())
                .map(reads -> new DatasetAccessVerticle(
                        config.catalog(),
                        config.downloads().roles(),
                        catalogChanges,
                        cluster.flatMap(joined -> joined.role(platform.readiness()::isDraining)),
                        platform.metrics().access()));
    }
}
