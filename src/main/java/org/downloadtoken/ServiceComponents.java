package org.downloadtoken;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.micrometer.MicrometerMetricsFactory;
import java.time.Clock;
import java.util.Optional;
import org.downloadtoken.access.DatasetAccessVerticle;
import org.downloadtoken.access.invalidation.Invalidations;
import org.downloadtoken.audit.AuditLog;
import org.downloadtoken.config.Http;
import org.downloadtoken.config.PublicCache;
import org.downloadtoken.config.ServiceConfig;
import org.downloadtoken.config.Tokens;
import org.downloadtoken.download.CogStorages;
import org.downloadtoken.download.storage.CogStorage;
import org.downloadtoken.jose.VerifiedJwtCache;
import org.downloadtoken.jose.provider.SignatureProvider;
import org.downloadtoken.metrics.HttpMetrics;
import org.downloadtoken.metrics.Registries;
import org.downloadtoken.metrics.ServiceMetrics;
import org.downloadtoken.metrics.TlsMetrics;
import org.downloadtoken.pages.Pages;
import org.downloadtoken.server.DirectBuffer;
import org.downloadtoken.server.ManagementVerticle;
import org.downloadtoken.server.Readiness;
import org.downloadtoken.server.SharedServerState;
import org.downloadtoken.server.connection.ConnectionLimit;
import org.downloadtoken.server.contract.ContractDocument;
import org.downloadtoken.server.http2.Http2Limits;
import org.downloadtoken.server.tls.ReloadingCertificate;
import org.downloadtoken.session.RemoteJwkSet;
import org.downloadtoken.session.SessionIssuer;
import org.downloadtoken.session.SessionIssuers;
import org.downloadtoken.token.KeyRingDirectory;
import org.downloadtoken.token.ReloadingKeyRing;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The objects of one instance, connected but not started.
 *
 * @param sessionKeys the keys of another session issuer, if it publishes them at a URL
 * @param invalidations the changes of the catalog, if the catalog notifies them
 */
record ServiceComponents(
        ServiceConfig config,
        ContractDocument document,
        Vertx vertx,
        Optional<RemoteJwkSet> sessionKeys,
        Optional<Invalidations> invalidations,
        SharedServices services,
        SharedServerState serverState,
        ManagementVerticle management) {
    private static final Logger LOG = LoggerFactory.getLogger(ServiceComponents.class);

    /** Creates the objects. Everything that can fail on invalid keys is created before Vert.x starts its threads. */
    static ServiceComponents create(ServiceConfig config, Clock clock, Pages pages) {
        PrometheusMeterRegistry registry = Registries.create();
        ServiceMetrics metrics = ServiceMetrics.in(registry);
        ContractDocument document = new ContractDocument(config.http().basePath());
        if (config.mayUseKeyPairs()) {
            // To load the provider blocks, so it must not happen on an event loop later.
            SignatureProvider.current().problem().ifPresent(LOG::warn);
        }
        Optional<ReloadingCertificate> certificate =
                config.tls().files().map(files -> ReloadingCertificate.in(files, clock, new TlsMetrics(registry)));
        ReloadingKeyRing keyRing = keyRing(config.tokens(), metrics);
        Optional<RemoteJwkSet> sessionKeys = config.sessions()
                .jwksUrl()
                .map(url -> new RemoteJwkSet(url, config.sessions().algorithms(), metrics.sessionKeys()::fetched));
        sessionKeys.ifPresent(keys -> metrics.sessionKeys().age(keys::ageSeconds));
        Optional<Invalidations> invalidations = invalidations(config.publicCache(), metrics);
        SessionIssuer sessions = SessionIssuers.of(config, sessionKeys);
        Vertx vertx = vertx(config.http(), registry);
        Limits limits = Limits.of(config);
        CogStorage storage = CogStorages.of(vertx, config.downloads(), clock);
        metrics.downloads().registerGauges(limits.downloads()::inProgress, storage::hungCalls);
        int eventLoops = config.http().eventLoops();
        SharedServices services = new SharedServices(
                keyRing,
                sessions,
                new VerifiedJwtCache<>(eventLoops, clock),
                new VerifiedJwtCache<>(eventLoops, clock),
                storage,
                invalidations.orElseGet(Invalidations::none),
                limits,
                audit(config, metrics),
                metrics,
                clock);
        Readiness readiness = new Readiness();
        ConnectionLimit connections = new ConnectionLimit(config.http().maxConnections());
        SharedServerState serverState = new SharedServerState(
                certificate,
                readiness,
                connections,
                Http2Limits.forDownloads(config.limits().downloads()),
                pages(config.http(), document).and(pages).in(DirectBuffer::copyOf),
                new HttpMetrics(registry, connections::open),
                clock);
        ManagementVerticle management = new ManagementVerticle(
                config.management(), certificate.filter(tls -> config.tls().management()), registry, readiness, clock);
        return new ServiceComponents(
                config, document, vertx, sessionKeys, invalidations, services, serverState, management);
    }

    private static Vertx vertx(Http http, PrometheusMeterRegistry registry) {
        return Vertx.builder()
                .with(new VertxOptions()
                        .setPreferNativeTransport(true)
                        .setEventLoopPoolSize(http.eventLoops())
                        .setMetricsOptions(Registries.vertxOptions()))
                .withMetrics(new MicrometerMetricsFactory(registry))
                .build();
    }

    private static ReloadingKeyRing keyRing(Tokens tokens, ServiceMetrics metrics) {
        return tokens.keys()
                .map(path -> ReloadingKeyRing.in(new KeyRingDirectory(path), metrics.keyRing()))
                .orElseGet(() -> ReloadingKeyRing.shared(tokens.secret().value(), metrics.keyRing()));
    }

    private static Optional<Invalidations> invalidations(PublicCache cache, ServiceMetrics metrics) {
        Optional<Invalidations> invalidations = Optional.of(cache)
                .filter(PublicCache::isNotified)
                .map(notified -> Invalidations.leased(System::nanoTime));
        invalidations.ifPresent(leased -> metrics.access().publicDatasetsCached(leased::isCurrent));
        return invalidations;
    }

    private static Optional<AuditLog> audit(ServiceConfig config, ServiceMetrics metrics) {
        return config.log().audit() ? Optional.of(new AuditLog(metrics.mint()::auditDropped)) : Optional.empty();
    }

    private static Pages pages(Http http, ContractDocument document) {
        return http.apiPages() ? Pages.client().and(Pages.api(document.yaml(), document.json())) : Pages.client();
    }

    /** The access to the catalog. Each call creates one. */
    DatasetAccessVerticle access() {
        return new DatasetAccessVerticle(
                config.catalog(),
                config.downloads().roles(),
                invalidations,
                services.metrics().access());
    }
}
