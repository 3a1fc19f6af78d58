package org.downloadtoken.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import io.vertx.openapi.contract.OpenAPIContract;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.downloadtoken.metrics.HttpMetrics;
import org.downloadtoken.server.contract.AllowedMethods;
import org.downloadtoken.server.contract.ContractDocument;
import org.downloadtoken.server.contract.DirectOperation;
import org.downloadtoken.server.contract.DirectRoutes;
import org.downloadtoken.testing.ApiResponse;
import org.downloadtoken.testing.RawResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which requests reach the operation directly, and which through the router. */
class RequestDispatcherTest {
    private static final String MINT = "POST /api/auth/download-token/x";
    private static final String HOST = " HTTP/1.1\r\nHost: localhost\r\n";

    private final Vertx vertx = Vertx.vertx();
    private final Readiness readiness = new Readiness();
    private HttpServer server;

    private record Operation() implements DirectOperation {
        @Override
        public void handle(RoutingContext context) {
            throw new AssertionError("called by the router");
        }

        @Override
        public void handle(HttpServerRequest request, String parameter, Consumer<Throwable> failed) {
            if (parameter.equals("defect")) {
                throw new IllegalStateException(parameter);
            }
            request.response().end("direct " + parameter);
        }
    }

    @BeforeEach
    void listen() throws Exception {
        OpenAPIContract contract = OpenAPIContract.from(vertx, new ContractDocument("/api").loadable())
                .await(5, TimeUnit.SECONDS);
        AllowedMethods methods = new AllowedMethods(contract);
        CorsHandler cors = new CorsHandler(List.of(), methods);
        readiness.accept();
        server = vertx.createHttpServer()
                .requestHandler(new RequestDispatcher(
                        new ResponseDate(Clock.systemUTC()),
                        new OverloadDetector(Runnable::run, System::nanoTime),
                        readiness,
                        cors,
                        DirectRoutes.of(contract, Map.of("createDownloadToken", new Operation())),
                        request -> request.response().end("router"),
                        new ProblemHandler(methods, cors, new HttpMetrics(new SimpleMeterRegistry(), () -> 0))));
        server.listen(0, "localhost").await(5, TimeUnit.SECONDS);
    }

    @AfterEach
    void close() throws Exception {
        vertx.close().await(5, TimeUnit.SECONDS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Content-Length: 0\r\n", "Origin: https://viewer.example.com\r\n"})
    void plainRequestIsPassedToTheOperation(String header) {
        assertEquals("direct x", answer(MINT + HOST + header).body());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST /api/auth/download-token/x?" + HOST,
                "POST /api/auth/download-token/x?y=z" + HOST,
                "POST /api/auth/download-token/%78" + HOST,
                "POST /api/auth/download-token/." + HOST,
                "POST /api/auth/download-token/x/" + HOST,
                "GET /api/auth/download-token/x" + HOST,
                "GET /api/auth/verify" + HOST, // its handler is no direct operation here
                MINT + HOST + "Content-Length: 1\r\n",
                MINT + HOST + "Transfer-Encoding: chunked\r\n",
                MINT + " HTTP/1.1\r\nHost: a b\r\n",
                MINT + " HTTP/1.1\r\n"
            })
    void anyOtherRequestIsPassedToTheRouter(String head) {
        assertEquals("router", answer(head).body());
    }

    @Test
    void routerAnswersWhileTheInstanceDrains() {
        readiness.drain();

        assertEquals("router", answer(MINT + HOST).body());
    }

    @Test
    void defectOfAnOperationIsAnswered() {
        assertEquals(500, answer("POST /api/auth/download-token/defect" + HOST).status());
    }

    private ApiResponse answer(String head) {
        return RawResponse.to(server.actualPort(), head + "\r\n");
    }
}
