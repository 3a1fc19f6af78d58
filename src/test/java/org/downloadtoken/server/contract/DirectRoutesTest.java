package org.downloadtoken.server.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import io.vertx.openapi.contract.OpenAPIContract;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DirectRoutesTest {
    private static final String ID = "2489e9ad-2ee2-8e00-8ec9-32d5f69181c0";
    private static final Vertx VERTX = Vertx.vertx();
    private static OpenAPIContract contract;
    private static DirectRoutes routes;

    /** An operation that is never called. */
    private record Uncalled() implements DirectOperation {
        @Override
        public void handle(RoutingContext context) {
            throw new AssertionError();
        }

        @Override
        public void handle(HttpServerRequest request, String parameter, Consumer<Throwable> failed) {
            throw new AssertionError();
        }
    }

    @BeforeAll
    static void load() {
        contract = OpenAPIContract.from(VERTX, new ContractDocument("/api").loadable())
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        routes = DirectRoutes.of(
                contract,
                Map.of(
                        "createDownloadToken", new Uncalled(),
                        "verifyDownload", new Uncalled(),
                        "getKeys", context -> {}));
    }

    @AfterAll
    static void close() {
        VERTX.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {ID, "x", "a.b", "a+b", ";", "\\", "~"})
    void lastSegmentIsTheParameter(String segment) {
        String path = "/api/auth/download-token/" + segment;

        assertEquals(Optional.of(segment), routes.find(HttpMethod.POST, path).map(route -> route.parameter(path)));
    }

    @Test
    void pathWithoutParameterHasAnEmptyOne() {
        String path = "/api/auth/verify";

        assertEquals(Optional.of(""), routes.find(HttpMethod.GET, path).map(route -> route.parameter(path)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "/api/auth/download-token",
                "/api/auth/download-token/",
                "/api/auth/download-token/.",
                "/api/auth/download-token/..",
                "/api/auth/download-token/.x",
                "/api/auth/download-token/" + ID + "/",
                "/api/auth/download-token/" + ID + "/x",
                "/api/auth/download-token//" + ID,
                "/api/auth/download-token/%32489e9ad-2ee2-8e00-8ec9-32d5f69181c0",
                "/api/auth/download-token/x%2fy",
                "/api//auth/download-token/" + ID,
                "/api/./auth/download-token/" + ID,
                "/API/auth/download-token/" + ID,
                "/x/api/auth/download-token/" + ID,
                "/api/auth/verify",
                "/api/auth/keys"
            })
    void otherPathsAreLeftToTheRouter(String path) {
        assertEquals(Optional.empty(), routes.find(HttpMethod.POST, path));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/auth/verify/", "/api/auth/verify/x", "/api/auth/verif", "/.well-known/jwks.json"})
    void otherPathsOfGetAreLeftToTheRouter(String path) {
        assertEquals(Optional.empty(), routes.find(HttpMethod.GET, path));
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "PUT", "OPTIONS", "post", "PATCH"})
    void otherMethodsAreLeftToTheRouter(String method) {
        assertEquals(Optional.empty(), routes.find(HttpMethod.valueOf(method), "/api/auth/download-token/" + ID));
    }

    @Test
    void parameterThatIsNotAtTheEndFailsTheStart() {
        Map<String, Handler<RoutingContext>> download = Map.of("downloadCog", new Uncalled());

        String refusal =
                String.valueOf(assertThrows(IllegalStateException.class, () -> DirectRoutes.of(contract, download))
                        .getMessage());

        assertTrue(refusal.contains("/api/datasets/{dataset_id}/download/cog"), refusal);
    }
}
