package org.downloadtoken.server;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.downloadtoken.config.Management;
import org.downloadtoken.server.tls.ReloadingCertificate;

/** Serves liveness, readiness and metrics on a separate port, which the proxy does not publish. */
public final class ManagementVerticle extends VerticleBase {
    private static final String PROMETHEUS_TEXT = "text/plain; version=0.0.4; charset=utf-8";

    private final Management management;
    private final Optional<ReloadingCertificate> certificate;
    private final PrometheusMeterRegistry registry;
    private final Readiness readiness;
    private final Supplier<Future<Void>> probe;
    private final Clock clock;
    private volatile int port;

    /**
     * Creates the server of an instance.
     *
     * @param certificate the certificate of the server; empty if it uses no TLS
     * @param probe succeeds while the instance can decide access requests
     */
    public ManagementVerticle(
            Management management,
            Optional<ReloadingCertificate> certificate,
            PrometheusMeterRegistry registry,
            Readiness readiness,
            Supplier<Future<Void>> probe,
            Clock clock) {
        this.management = management;
        this.certificate = certificate;
        this.registry = registry;
        this.readiness = readiness;
        this.probe = probe;
        this.clock = clock;
    }

    @Override
    public Future<?> start() {
        Router router = Router.router(vertx);
        ResponseDate date = new ResponseDate(clock);
        router.route().handler(context -> {
            date.addTo(context.request());
            context.next();
        });
        read(router, "/health/live").handler(context -> respond(context, true));
        read(router, "/health/ready").handler(this::ready);
        read(router, "/metrics")
                .handler(context -> end(context, PROMETHEUS_TEXT, Buffer.buffer(registry.scrape(PROMETHEUS_TEXT))));
        HttpServerOptions options = new HttpServerOptions()
                .setAlpnVersions(List.of(HttpVersion.HTTP_1_1))
                .setHttp2ClearTextEnabled(false);
        certificate.ifPresent(tls -> tls.configure(options));
        return vertx.createHttpServer(options)
                .requestHandler(request -> {
                    if (RequestHost.isRepeated(request)) {
                        date.addTo(request);
                        request.response().setStatusCode(400).end();
                    } else {
                        router.handle(request);
                    }
                })
                .invalidRequestHandler(request -> {
                    date.addTo(request);
                    HttpServerRequest.DEFAULT_INVALID_REQUEST_HANDLER.handle(request);
                })
                .listen(management.port(), management.host())
                .onSuccess(server -> {
                    port = server.actualPort();
                    certificate.ifPresent(tls -> tls.addListening(server));
                })
                .recover(ListenFailure.at(management.host(), management.port(), Management.HOST, Management.PORT));
    }

    /** The port on which the server listens; 0 before the start. */
    public int port() {
        return port;
    }

    private static Route read(Router router, String path) {
        return router.route(path).method(HttpMethod.GET).method(HttpMethod.HEAD);
    }

    private void ready(RoutingContext context) {
        if (!readiness.isAccepting()) {
            respond(context, false);
            return;
        }
        probe.get().onComplete(probed -> respond(context, probed.succeeded() && readiness.isAccepting()));
    }

    private static void respond(RoutingContext context, boolean up) {
        context.response().setStatusCode(up ? 200 : 503).putHeader(HttpHeaders.CACHE_CONTROL, ProblemHandler.NO_STORE);
        end(
                context,
                "application/json",
                new JsonObject().put("status", up ? "UP" : "DOWN").toBuffer());
    }

    /** Vert.x does not set Content-Length in a response to HEAD. */
    private static void end(RoutingContext context, String type, Buffer content) {
        context.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, type)
                .putHeader(HttpHeaders.CONTENT_LENGTH, String.valueOf(content.length()))
                .end(content);
    }
}
