package org.downloadtoken;

import io.github.bucket4j.TimeMeter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Deployable;
import java.util.Optional;
import org.downloadtoken.access.AccessBus;
import org.downloadtoken.access.invalidation.Invalidations;
import org.downloadtoken.audit.AuditLog;
import org.downloadtoken.config.Http;
import org.downloadtoken.config.ServiceConfig;
import org.downloadtoken.download.CogStorages;
import org.downloadtoken.download.storage.CogStorage;
import org.downloadtoken.jose.VerifiedJwtCache;
import org.downloadtoken.metrics.HttpMetrics;
import org.downloadtoken.metrics.ServiceMetrics;
import org.downloadtoken.pages.Pages;
import org.downloadtoken.ratelimit.PermitSource;
import org.downloadtoken.ratelimit.RatePolicy;
import org.downloadtoken.ratelimit.cluster.ClusterPermits;
import org.downloadtoken.ratelimit.cluster.EventLoops;
import org.downloadtoken.ratelimit.cluster.Fallbacks;
import org.downloadtoken.ratelimit.cluster.SharedLimit;
import org.downloadtoken.server.DirectBuffer;
import org.downloadtoken.server.SharedServerState;
import org.downloadtoken.server.connection.ConnectionLimit;
import org.downloadtoken.server.contract.ContractDocument;
import org.downloadtoken.server.http2.Http2Limits;
import org.downloadtoken.session.RemoteJwkSet;

/**
 * The objects of an instance that serves HTTP, connected but not started.
 *
 * @param sessionKeys the keys of another session issuer, if it publishes them at a URL
 * @param leaseClient the connection to the access nodes of the cluster, if there is one
 */
record EdgeComponents(
        ContractDocument document,
        Optional<RemoteJwkSet> sessionKeys,
        Optional<Deployable> leaseClient,
        SharedServices services,
        SharedServerState serverState) {

    /**
     * Creates the objects.
     *
     * @param catalogChanges the changes that this process receives from the catalog, if it receives any
     */
    static EdgeComponents create(
            ServiceConfig config,
            Platform platform,
            EdgeKeys keys,
            Optional<Invalidations> catalogChanges,
            Optional<ClusterComponents> cluster,
            Pages pages) {
        Optional<Invalidations> changes = cluster.isEmpty()
                ? catalogChanges
                : Optional.of(config.publicCache())
                        .filter(cache -> cache.isNotified())
                        .map(notified -> Invalidations.leased(System::nanoTime));
        ServiceMetrics metrics = platform.metrics();
        changes.ifPresent(leased -> metrics.access().publicDatasetsCached(leased::isCurrent));
        Invalidations invalidations = changes.orElseGet(Invalidations::none);
        Limits limits = Limits.of(config, policy -> clusterPermits(policy, platform, cluster.orElseThrow()));
        CogStorage storage = CogStorages.of(platform.vertx(), config.downloads(), platform.clock());
        metrics.downloads().registerGauges(limits.downloads()::inProgress, storage::hungCalls);
        int eventLoops = config.http().eventLoops();
        SharedServices services = new SharedServices(
                keys.keyRing(),
                keys.sessions(),
                new VerifiedJwtCache<>(eventLoops, platform.clock()),
                new VerifiedJwtCache<>(eventLoops, platform.clock()),
                storage,
                invalidations,
                cluster.<AccessTransport>map(joined -> joined::transport)
                        .orElse(vertx -> requests -> AccessBus.request(vertx.eventBus(), requests)),
                limits,
                audit(config, metrics),
                metrics,
                platform.clock());
        ContractDocument document = new ContractDocument(config.http().basePath());
        return new EdgeComponents(
                document,
                keys.sessionKeys(),
                cluster.map(joined -> joined.leaseClient(invalidations)),
                services,
                serverState(config, platform, pages(config.http(), document).and(pages)));
    }

    private static PermitSource clusterPermits(RatePolicy policy, Platform platform, ClusterComponents cluster) {
        return new ClusterPermits(new SharedLimit(
                policy,
                platform.member().orElseThrow().rateLimits(policy),
                EventLoops.of(platform.vertx()),
                TimeMeter.SYSTEM_NANOTIME,
                new Fallbacks(cluster.metrics()::rateLimitFallback)));
    }

    private static SharedServerState serverState(ServiceConfig config, Platform platform, Pages pages) {
        ConnectionLimit connections = new ConnectionLimit(config.http().maxConnections());
        MeterRegistry registry = platform.registry();
        return new SharedServerState(
                platform.certificate(),
                platform.readiness(),
                connections,
                Http2Limits.forDownloads(config.limits().downloads()),
                pages.in(DirectBuffer::copyOf),
                new HttpMetrics(registry, connections::open),
                platform.clock());
    }

    private static Optional<AuditLog> audit(ServiceConfig config, ServiceMetrics metrics) {
        return config.log().audit() ? Optional.of(new AuditLog(metrics.mint()::auditDropped)) : Optional.empty();
    }

    private static Pages pages(Http http, ContractDocument document) {
        return http.apiPages() ? Pages.client().and(Pages.api(document.yaml(), document.json())) : Pages.client();
    }

    /** Stops what has threads or files of its own. */
    void close() {
        services.storage().close();
        services.audit().ifPresent(AuditLog::close);
    }
}
