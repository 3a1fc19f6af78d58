package org.downloadtoken;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.openapi.contract.OpenAPIContract;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.downloadtoken.access.cluster.ClusterBus;
import org.downloadtoken.access.wire.WireVersions;
import org.downloadtoken.config.ServiceConfig;
import org.downloadtoken.config.SigningReview;
import org.downloadtoken.pages.Pages;
import org.downloadtoken.server.HttpServerVerticle;
import org.downloadtoken.server.http2.WarmUp;
import org.downloadtoken.watch.FileWatcher;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One instance of the service: starts its verticles in order, and drains them. */
public final class DownloadTokenService {
    private static final Logger LOG = LoggerFactory.getLogger(DownloadTokenService.class);

    private final ServiceConfig config;
    private final ServiceComponents components;
    private final Vertx vertx;
    private final Deployments deployments;
    private final List<HttpServerVerticle> servers = new CopyOnWriteArrayList<>();
    private @Nullable Future<Void> closed;

    /**
     * Creates an instance without starting it. In a cluster, this joins it, which takes some seconds.
     *
     * @param clock the source of the times in tokens
     */
    public DownloadTokenService(ServiceConfig config, Clock clock) {
        this(config, clock, Pages.NONE);
    }

    /** Creates an instance with additional pages. An additional page replaces the service's own page at the same path. */
    public DownloadTokenService(ServiceConfig config, Clock clock, Pages pages) {
        this(config, clock, pages, WireVersions.SUPPORTED);
    }

    /**
     * Creates an instance of another version.
     *
     * @param versions those of the messages in a cluster
     */
    DownloadTokenService(ServiceConfig config, Clock clock, Pages pages, WireVersions versions) {
        this.config = config;
        this.components = ServiceComponents.create(config, clock, pages, versions);
        this.vertx = components.platform().vertx();
        this.deployments = new Deployments(vertx);
        ClusterBus.registerCodecs(vertx.eventBus(), versions);
    }

    /**
     * Starts the verticles in this order: the management server first, which reports that the instance is not ready yet; then
     * the access to the catalog, while the contract is loaded; then, if it serves HTTP, the connection to the access nodes of a
     * cluster; the watchers of keys; the HTTP servers; the watcher of their certificate; and last, with TLS, one request over
     * HTTP/2 to itself.
     * If a step fails, call {@link #close()} to stop the verticles that have started.
     */
    public Future<Void> start() {
        return deployments
                .deploy(components.management())
                .compose(deployed ->
                        components.edge().map(this::startEdge).orElseGet(() -> deployments.deploy(components.access())))
                .compose(deployed -> deployments.deploy(
                        components.platform().certificate().map(files -> new FileWatcher("certificate", files))))
                .compose(deployed -> components.edge().isPresent() ? warmUp() : Future.succeededFuture())
                .onSuccess(deployed -> {
                    components.platform().readiness().accept();
                    LOG.info(message());
                    SigningReview.warnings(config).forEach(LOG::warn);
                });
    }

    private Future<Void> startEdge(EdgeComponents edge) {
        Future<OpenAPIContract> contract =
                OpenAPIContract.from(vertx, edge.document().loadable());
        return deployments
                .deploy(components.access())
                .compose(usable -> deployments.deploy(edge.leaseClient()))
                .compose(connected -> deployKeys(edge))
                .compose(keys -> contract)
                .compose(loaded -> deployServers(edge, loaded));
    }

    private String message() {
        return components
                .edge()
                .map(edge -> StartMessage.ofEdge(
                        config,
                        port(),
                        managementPort(),
                        edge.services().keyRing().get()))
                .orElseGet(() -> StartMessage.ofAccessNode(config, managementPort()));
    }

    private Future<Void> warmUp() {
        return components.platform().certificate().isEmpty()
                ? Future.succeededFuture()
                : WarmUp.send(vertx, config.http().host(), port(), config.http().basePath() + WarmUp.PATH);
    }

    /**
     * Drains the instance. During the drain period it reports not ready and asks clients to open new connections, so
     * that load balancers stop sending requests; an access node tells the edges that it leaves. Then the HTTP servers stop: they
     * accept no connections and finish the requests in flight. Access to the catalog stops after that, because requests in flight
     * still need it. The management server stops last, since it reports all of this. A second call returns the future of the first
     * one.
     */
    public synchronized Future<Void> close() {
        if (closed == null) {
            closed = drain();
        }
        return closed;
    }

    /** The public HTTP port. Call this after the start, and only if the instance serves HTTP. */
    public int port() {
        return servers.get(0).port();
    }

    /** The port of health and metrics. Call this after the start. */
    public int managementPort() {
        return components.management().port();
    }

    private Future<Void> drain() {
        boolean accepting = components.platform().readiness().drain();
        return deployments
                .undeployAfter(accepting ? drainPeriod() : Future.succeededFuture())
                .eventually(
                        () -> vertx.close().onComplete(done -> components.edge().ifPresent(EdgeComponents::close)))
                .onSuccess(done -> LOG.info("Stopped"));
    }

    private Future<Void> drainPeriod() {
        Promise<Void> elapsed = Promise.promise();
        vertx.setTimer(Math.max(1, config.http().drain().toMillis()), timer -> elapsed.complete());
        return elapsed.future();
    }

    private Future<Void> deployKeys(EdgeComponents edge) {
        return deployments
                .deploy(edge.services().keyRing().watched().map(files -> new FileWatcher("signing-keys", files)))
                .compose(watched -> deployments.deploy(edge.sessionKeys()));
    }

    private Future<Void> deployServers(EdgeComponents edge, OpenAPIContract contract) {
        return deployments.deploy(
                () -> {
                    HttpServerVerticle server = new HttpServerVerticle(
                            config.http(),
                            contract,
                            loop -> Operations.on(loop, config, contract, edge.services())
                                    .bound(edge.document()),
                            edge.serverState());
                    servers.add(server);
                    return server;
                },
                config.http().eventLoops());
    }
}
