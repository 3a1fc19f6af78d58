package org.downloadtoken.server;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.openapi.contract.OpenAPIContract;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.downloadtoken.config.Http;
import org.downloadtoken.server.connection.LimitedTls;
import org.downloadtoken.server.connection.SlowRequestGuard;
import org.downloadtoken.server.connection.WriteProgress;
import org.downloadtoken.server.contract.AllowedMethods;
import org.downloadtoken.server.contract.BoundOperations;
import org.downloadtoken.server.contract.ContractRouter;
import org.downloadtoken.server.contract.DirectRoutes;
import org.downloadtoken.server.http2.Http2Connections;
import org.downloadtoken.server.http2.Http2Guard;

/** Serves the operations of the contract on one event loop. Only {@link SharedServerState} is shared with other loops. */
public final class HttpServerVerticle extends VerticleBase {
    /** How long requests in flight may continue when the service stops. */
    static final Duration SHUTDOWN = Duration.ofSeconds(20);

    static final int MAX_URI_LENGTH = 8_192;
    static final int MAX_HEADER_BYTES = 16_384;

    private static final Duration IDLE = Duration.ofSeconds(60);
    private static final int CHECK_INTERVAL_MS = 1_000;

    private final Http config;
    private final OpenAPIContract contract;
    private final Function<Vertx, BoundOperations> operations;
    private final SharedServerState shared;
    private final SlowRequestGuard slowRequests = new SlowRequestGuard(SlowRequestGuard.DEADLINE, System::nanoTime);
    private final Http2Guard http2 = new Http2Guard(SlowRequestGuard.DEADLINE, IDLE, System::nanoTime);
    private HttpServer server;

    /**
     * Creates the server of one event loop.
     *
     * @param operations creates the operations
     */
    @SuppressWarnings("NullAway.Init") // start() sets the field before any other method runs
    public HttpServerVerticle(
            Http config,
            OpenAPIContract contract,
            Function<Vertx, BoundOperations> operations,
            SharedServerState shared) {
        this.config = config;
        this.contract = contract;
        this.operations = operations;
        this.shared = shared;
    }

    @Override
    public Future<?> start() {
        AllowedMethods allowedMethods = new AllowedMethods(contract);
        CorsHandler cors = new CorsHandler(config.corsAllowedOrigins(), allowedMethods);
        ProblemHandler problems = new ProblemHandler(allowedMethods, cors, shared.metrics());
        BoundOperations bound = operations.apply(vertx);
        RequestPreparation preparation = new RequestPreparation(
                shared.readiness(), cors, new ExactPath(config.basePath())::matches, new BodyLimit(contract));
        Router router =
                ContractRouter.create(vertx, contract, List.of(preparation), bound.ofContract(), problems::handle);
        shared.pages().addTo(router, config.basePath(), WriteProgress::watch);
        Handler<HttpServerRequest> routed =
                bound.prefix().before(router, vertx, preparation.forAnyPath(), problems::handle);
        ResponseDate date = new ResponseDate(shared.clock());
        OverloadDetector overload =
                new OverloadDetector(task -> context.runOnContext(turn -> task.run()), System::nanoTime);
        server = vertx.createHttpServer(options())
                .connectionHandler(this::connected)
                .requestHandler(new RequestDispatcher(
                        date,
                        overload,
                        shared.readiness(),
                        cors,
                        DirectRoutes.of(contract, bound.ofContract()),
                        routed,
                        problems))
                .invalidRequestHandler(request -> {
                    date.addTo(request);
                    problems.handleInvalid(request);
                });
        vertx.setPeriodic(CHECK_INTERVAL_MS, elapsed -> endOverdue());
        // A negative port means one free port for all instances. With 0, each instance would get its own port.
        int port = config.port() == 0 ? -1 : config.port();
        return server.listen(port, config.host())
                .onSuccess(
                        listening -> shared.certificate().ifPresent(certificate -> certificate.addListening(listening)))
                .recover(ListenFailure.at(config.host(), config.port(), Http.HOST, Http.PORT));
    }

    private void connected(HttpConnection connection) {
        if (!shared.connections().admit(connection)) {
            shared.metrics().connectionRefused();
            connection.close();
        } else if (Http2Connections.isHttp2(connection)) {
            http2.watch(connection, shared.metrics()::http2Failed);
        } else {
            slowRequests.watch(connection);
        }
    }

    private void endOverdue() {
        Http2Guard.Ended ended = http2.endOverdue(shared.readiness().isDraining());
        shared.metrics().requestsTooSlow(slowRequests.closeOverdue() + ended.requests());
        shared.metrics().responsesStalled(ended.responses());
    }

    /** The port on which the server listens. Call this after the start. */
    public int port() {
        return server.actualPort();
    }

    @Override
    public Future<?> stop() {
        http2.endDrain();
        return server.shutdown(SHUTDOWN.toSeconds(), TimeUnit.SECONDS);
    }

    /** Header limits in bytes. They allow a credential of 12 KiB in addition to the headers of a browser. */
    private HttpServerOptions options() {
        HttpServerOptions options = new HttpServerOptions()
                .setMaxInitialLineLength(MAX_URI_LENGTH)
                .setMaxHeaderSize(MAX_HEADER_BYTES)
                .setHttp2ClearTextEnabled(false)
                .setPerFrameWebSocketCompressionSupported(false) // otherwise each request passes WebSocket handlers
                .setPerMessageWebSocketCompressionSupported(false)
                // This timeout covers reads only. A write timeout slows down each request, so only downloads and pages
                // have one (WriteProgress).
                .setReadIdleTimeout((int) IDLE.toSeconds())
                .setIdleTimeoutUnit(TimeUnit.SECONDS);
        shared.certificate().ifPresent(certificate -> {
            certificate.configure(options);
            shared.http2().offer(options);
            options.setSslEngineOptions(new LimitedTls(shared.connections(), shared.metrics(), IDLE));
        });
        return options;
    }
}
