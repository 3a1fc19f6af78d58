package org.downloadtoken;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.micrometer.MicrometerMetricsFactory;
import io.vertx.openapi.contract.OpenAPIContract;
import java.time.Clock;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import org.downloadtoken.access.AccessBus;
import org.downloadtoken.access.DatasetAccessVerticle;
import org.downloadtoken.access.invalidation.Invalidations;
import org.downloadtoken.audit.AuditLog;
import org.downloadtoken.config.Http;
import org.downloadtoken.config.PublicCache;
import org.downloadtoken.config.RateLimit;
import org.downloadtoken.config.ServiceConfig;
import org.downloadtoken.config.Tokens;
import org.downloadtoken.download.CogStorages;
import org.downloadtoken.metrics.Build;
import org.downloadtoken.metrics.HttpMetrics;
import org.downloadtoken.metrics.Registries;
import org.downloadtoken.metrics.ServiceMetrics;
import org.downloadtoken.pages.Pages;
import org.downloadtoken.ratelimit.RateLimiter;
import org.downloadtoken.server.ConnectionLimit;
import org.downloadtoken.server.DirectBuffer;
import org.downloadtoken.server.HttpServerVerticle;
import org.downloadtoken.server.ManagementVerticle;
import org.downloadtoken.server.Readiness;
import org.downloadtoken.server.SharedServerState;
import org.downloadtoken.server.contract.ContractDocument;
import org.downloadtoken.session.RemoteJwkSet;
import org.downloadtoken.session.SessionIssuer;
import org.downloadtoken.session.SessionIssuers;
import org.downloadtoken.token.KeyRingDirectory;
import org.downloadtoken.token.KeyRingWatcher;
import org.downloadtoken.token.ReloadingKeyRing;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One instance of the service: everything that runs is put together here. */
public final class DownloadTokenService {
    private static final Logger LOG = LoggerFactory.getLogger(DownloadTokenService.class);

    private final ServiceConfig config;
    private final ContractDocument document;
    private final PrometheusMeterRegistry registry = Registries.create();
    private final ServiceMetrics metrics = ServiceMetrics.in(registry);
    private final Readiness readiness = new Readiness();
    private final Vertx vertx;
    private final ReloadingKeyRing rings;
    private final Optional<RemoteJwkSet> sessionKeys;
    private final Optional<Invalidations> invalidations;
    private final SharedServices services;
    private final SharedServerState serverState;
    private final ManagementVerticle management;
    private final List<HttpServerVerticle> servers = new CopyOnWriteArrayList<>();

    /** The latest first, which is the order to undeploy in. */
    private final Deque<String> deployments = new ConcurrentLinkedDeque<>();

    private @Nullable Future<Void> closed;

    /** Puts an instance together without starting it; the clock gives the times in tokens. */
    public DownloadTokenService(ServiceConfig config, Clock clock) {
        this(config, clock, Pages.NONE);
    }

    /** Likewise, with pages of its own, which go before those that each instance has. */
    public DownloadTokenService(ServiceConfig config, Clock clock, Pages pages) {
        this.config = config;
        this.document = new ContractDocument(config.http().basePath());
        this.rings = rings(config.tokens());
        this.sessionKeys = config.sessions()
                .jwksUrl()
                .map(url -> new RemoteJwkSet(url, config.sessions().algorithms()));
        this.invalidations = Optional.of(config.publicCache())
                .filter(PublicCache::isNotified)
                .map(notified -> Invalidations.leased(System::nanoTime));
        invalidations.ifPresent(leased -> metrics.access().publicDatasetsCached(leased::isCurrent));
        SessionIssuer sessions = SessionIssuers.of(config, sessionKeys);
        this.vertx = Vertx.builder()
                .with(new VertxOptions()
                        .setPreferNativeTransport(true)
                        .setEventLoopPoolSize(config.http().eventLoops())
                        .setMetricsOptions(Registries.vertxOptions()))
                .withMetrics(new MicrometerMetricsFactory(registry))
                .build();
        this.services = new SharedServices(
                rings,
                sessions,
                CogStorages.of(vertx, config.downloads(), clock),
                invalidations.orElseGet(Invalidations::none),
                limiter(config),
                audit(config),
                metrics,
                clock);
        ConnectionLimit connections = new ConnectionLimit(config.http().maxConnections());
        this.serverState = new SharedServerState(
                readiness,
                connections,
                pages(config.http()).and(pages).in(DirectBuffer::copyOf),
                new HttpMetrics(registry, connections::open));
        this.management = new ManagementVerticle(config.management(), registry, readiness);
    }

    /**
     * Starts in this order: management, so that a probe sees the instance wait; the catalog, and meanwhile the contract; and
     * only then the port that takes requests. Where one fails, what was started is for {@link #close()} to end.
     */
    public Future<Void> start() {
        AccessBus.registerCodecs(vertx.eventBus());
        return vertx.deployVerticle(management)
                .onSuccess(deployments::push)
                .compose(deployed -> {
                    Future<OpenAPIContract> contract = OpenAPIContract.from(vertx, document.loadable());
                    return vertx.deployVerticle(new DatasetAccessVerticle(
                                    config.catalog(), config.downloads().roles(), invalidations, metrics.access()))
                            .onSuccess(deployments::push)
                            .compose(usable -> deployKeys())
                            .compose(keys -> contract);
                })
                .compose(this::deployServers)
                .onSuccess(deployed -> {
                    readiness.accept();
                    banner();
                });
    }

    /**
     * Drains: no longer ready, and each answer ends its connection, for as long as balancers need to see it; then no new
     * connections, and requests in flight are finished; then the catalog, which they need; and last the management port,
     * which tells of it all. Called again, it answers when the first call has done so.
     */
    public synchronized Future<Void> close() {
        if (closed == null) {
            closed = drain();
        }
        return closed;
    }

    private Future<Void> drain() {
        readiness.drain();
        Future<Void> undeployed = servers.isEmpty() ? Future.succeededFuture() : left();
        for (String deployment : List.copyOf(deployments)) {
            undeployed = undeployed.eventually(() -> vertx.undeploy(deployment));
        }
        return undeployed
                .otherwiseEmpty()
                .eventually(() -> vertx.close().onComplete(closed -> {
                    services.storage().close();
                    services.audit().ifPresent(AuditLog::close);
                }))
                .onSuccess(closed -> LOG.info("Stopped"));
    }

    private Future<Void> left() {
        Promise<Void> left = Promise.promise();
        vertx.setTimer(Math.max(1, config.http().drain().toMillis()), elapsed -> left.complete());
        return left.future();
    }

    /** The port that takes requests, once started. */
    public int port() {
        return servers.get(0).port();
    }

    /** The port of health and metrics, once started. */
    public int managementPort() {
        return management.port();
    }

    private Future<Void> deployKeys() {
        return vertx.deployVerticle(new KeyRingWatcher(rings))
                .onSuccess(deployments::push)
                .compose(watched -> sessionKeys
                        .map(keys -> vertx.deployVerticle(keys).onSuccess(deployments::push))
                        .orElse(Future.succeededFuture()))
                .mapEmpty();
    }

    private ReloadingKeyRing rings(Tokens tokens) {
        return tokens.keys()
                .map(path -> ReloadingKeyRing.in(new KeyRingDirectory(path), metrics.keyRing()))
                .orElseGet(() -> ReloadingKeyRing.shared(tokens.secret().value(), metrics.keyRing()));
    }

    private Optional<AuditLog> audit(ServiceConfig config) {
        return config.log().audit() ? Optional.of(new AuditLog(metrics.mint()::auditDropped)) : Optional.empty();
    }

    private static Optional<RateLimiter> limiter(ServiceConfig config) {
        return Optional.of(config.rateLimit()).filter(RateLimit::isOn).map(limit -> new RateLimiter(limit.perMinute()));
    }

    private Pages pages(Http http) {
        return http.apiPages() ? Pages.client().and(Pages.api(document.yaml(), document.json())) : Pages.client();
    }

    private Future<Void> deployServers(OpenAPIContract contract) {
        return vertx.deployVerticle(
                        () -> {
                            HttpServerVerticle server = new HttpServerVerticle(
                                    config.http(),
                                    contract,
                                    loop -> new Operations(loop, config, contract, services).handlers(document),
                                    serverState);
                            servers.add(server);
                            return server;
                        },
                        new DeploymentOptions().setInstances(config.http().eventLoops()))
                .onSuccess(deployments::push)
                .mapEmpty();
    }

    private void banner() {
        LOG.info(
                "Download Token Service {} mints at http://{}:{}{}/auth/download-token/{dataset_id}, management at"
                        + " http://{}:{}, catalog postgresql://{}/{} (schema {}), tokens live {} s, key ring {}",
                Build.version(),
                config.http().host(),
                port(),
                config.http().basePath(),
                config.management().host(),
                managementPort(),
                config.catalog().authority(),
                config.catalog().database(),
                config.catalog().schema(),
                config.tokens().ttl().toSeconds(),
                rings.get());
    }
}
