package org.downloadtoken.http;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import io.vertx.openapi.contract.OpenAPIContract;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.downloadtoken.config.ServiceConfig;

/** Serves the contract on one event loop; what it holds belongs to that loop alone. */
public final class HttpServerVerticle extends VerticleBase {
    /** What requests in flight get when the service stops. */
    static final int FINISH_SECONDS = 20;

    private static final Duration REQUEST_DEADLINE = Duration.ofSeconds(10);
    private static final int SWEEP_MS = 1_000;

    private final ServiceConfig config;
    private final ContractDocument document;
    private final OpenAPIContract contract;
    private final Shared shared;
    private final RequestDeadline deadline = new RequestDeadline(REQUEST_DEADLINE, System::nanoTime);
    private HttpServer server;

    @SuppressWarnings("NullAway.Init") // start() comes before all else
    public HttpServerVerticle(
            ServiceConfig config, ContractDocument document, OpenAPIContract contract, Shared shared) {
        this.config = config;
        this.document = document;
        this.contract = contract;
        this.shared = shared;
    }

    @Override
    public Future<?> start() {
        AllowedMethods allowedMethods = new AllowedMethods(contract);
        CorsHandler cors = new CorsHandler(config.http().corsAllowedOrigins(), allowedMethods);
        ProblemHandler problems = new ProblemHandler(allowedMethods, cors, shared.httpMetrics());
        Router router = ContractRouter.create(
                vertx,
                contract,
                List.of(new Preamble(shared.readiness(), cors, new BodyLimit())),
                new Operations(vertx, config, contract, shared).handlers(document),
                problems::handle);
        shared.pages().addTo(router, config.http().basePath(), WriteProgress::watch);
        EventLoopLag lag = new EventLoopLag(task -> context.runOnContext(turn -> task.run()), System::nanoTime);
        server = vertx.createHttpServer(options())
                .connectionHandler(this::connected)
                .requestHandler(request -> {
                    if (lag.isBehind()) {
                        problems.handleOverload(request);
                    } else {
                        router.handle(request);
                    }
                })
                .invalidRequestHandler(problems::handleInvalid);
        vertx.setPeriodic(SWEEP_MS, elapsed -> shared.httpMetrics().requestsTooSlow(deadline.sweep()));
        // To Vert.x a negative port is a free one that all instances share; with 0 each would get one of its own.
        int port = config.http().port() == 0 ? -1 : config.http().port();
        return server.listen(port, config.http().host());
    }

    private void connected(HttpConnection connection) {
        if (!shared.connections().admit(connection)) {
            shared.httpMetrics().connectionRefused();
            connection.close();
        } else {
            deadline.watch(connection);
        }
    }

    /** The port that the server listens on, once started. */
    public int port() {
        return server.actualPort();
    }

    @Override
    public Future<?> stop() {
        return server.shutdown(FINISH_SECONDS, TimeUnit.SECONDS);
    }

    /** Sizes in bytes; room for one credential of 4 KiB beside a browser's own headers. */
    private static HttpServerOptions options() {
        return new HttpServerOptions()
                .setMaxInitialLineLength(8_192)
                .setMaxHeaderSize(16_384)
                .setHttp2ClearTextEnabled(false)
                .setPerFrameWebSocketCompressionSupported(false) // else each request passes handlers for WebSockets
                .setPerMessageWebSocketCompressionSupported(false)
                // Of reading alone: to watch writing too costs each request more, so only downloads and pages do
                // (WriteProgress).
                .setReadIdleTimeout(60)
                .setIdleTimeoutUnit(TimeUnit.SECONDS);
    }
}
