package org.downloadtoken.it.forwardauth.envoy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.downloadtoken.DownloadTokenService;
import org.downloadtoken.demo.DemoDataset;
import org.downloadtoken.demo.DemoUser;
import org.downloadtoken.testing.ApiClient;
import org.downloadtoken.testing.ApiResponse;
import org.downloadtoken.testing.RunningService;
import org.downloadtoken.testing.Tokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests what Envoy's documentation says that Envoy sends, and what it does with each answer. */
class ExtAuthzIT {
    private static final String VIEWER = "https://viewer.example.com";
    private static final UUID PUBLIC = DemoDataset.PUBLIC.id();
    private static final String TILE = "/tiles/" + PUBLIC + "/3/4/5.png";

    @RegisterExtension
    static final RunningService SERVICE = new RunningService(Map.of(
            "FORWARD_AUTH_PATHS",
            "/api/datasets/{dataset_id}/download/cog,/tiles/{dataset_id}/**",
            "CORS_ALLOWED_ORIGINS",
            VIEWER));

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD"})
    void readWithATokenIsAllowed(String method) {
        ApiResponse response = envoy().of(method, TILE + "?token=" + token());

        assertEquals(EnvoyCheck.ALLOWED, response.status());
        assertEquals(Optional.of(PUBLIC.toString()), response.header("x-download-dataset"));
        assertEquals(Optional.empty(), response.header("x-download-subject"));
        assertEquals(
                Optional.of("authorization, x-api-key, referer, x-download-subject"),
                response.header("x-envoy-auth-headers-to-remove"));
        assertEquals(Optional.of("no-store"), response.header("cache-control"));
        assertEquals(Optional.of("no-referrer"), response.header("referrer-policy"));
        assertEquals("", response.body());
    }

    @Test
    void credentialInAHeaderIsAllowedAndNamesTheUser() {
        String path = ApiClient.download(DemoDataset.PRIVATE.id());
        String session = "Bearer " + Tokens.session(DemoUser.OWNER);

        ApiResponse response = envoy().of("GET", path, "authorization", session);

        assertEquals(EnvoyCheck.ALLOWED, response.status());
        assertEquals(Optional.of(DemoUser.OWNER.id().toString()), response.header("x-download-subject"));
        assertEquals(
                Optional.of("authorization, x-api-key, referer"), response.header("x-envoy-auth-headers-to-remove"));
        assertEquals(
                403,
                envoy().of("GET", path, "x-api-key", "demo-analyst-read-only").status());
        assertEquals(
                EnvoyCheck.ALLOWED,
                envoy().of("GET", TILE, "authorization", "Bearer " + token()).status());
    }

    /** Envoy sends these answers to its client. With any other status than 200 it forwards nothing to the store. */
    @Test
    void denialIsWhatTheClientReceives() {
        ApiResponse unauthorized = envoy().of("GET", TILE);

        assertEquals(401, unauthorized.status());
        assertEquals(Optional.of("Bearer"), unauthorized.header("www-authenticate"));
        assertEquals(Optional.of("application/problem+json"), unauthorized.header("content-type"));
        assertEquals(401, envoy().of("GET", "/api/auth/verify?token=" + token()).status(), "not in FORWARD_AUTH_PATHS");
        assertEquals(401, envoy().of("GET", "/").status());
    }

    /** Envoy has the method of its client. A store that is only read needs no other. */
    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "get", "PROPFIND"})
    void otherMethodIsDenied(String method) {
        for (String target : List.of(TILE + "?token=" + token(), "/", "")) {
            ApiResponse response = envoy().of(method, target);

            assertEquals(405, response.status(), target);
            assertEquals(Optional.of("GET, HEAD"), response.header("allow"), target);
            assertTrue(response.body().contains("\"status\":405"), response.body());
        }
    }

    /** Envoy takes the 204 for a denial, and sends it with its headers to the browser. */
    @Test
    void preflightRequestIsAnsweredButNotAllowed() {
        ApiResponse preflight =
                envoy().of("OPTIONS", TILE + "?token=x", "origin", VIEWER, "access-control-request-method", "GET");

        assertEquals(204, preflight.status());
        assertEquals(Optional.of(VIEWER), preflight.header("access-control-allow-origin"));
        assertEquals(
                Optional.of(VIEWER), envoy().of("GET", TILE, "origin", VIEWER).header("access-control-allow-origin"));
    }

    @ParameterizedTest
    @CsvSource({"/,/auth/ext-authz", "/tokens/v1,/tokens/v1/auth/ext-authz"})
    void prefixLiesBelowTheBasePath(String basePath, String prefix) {
        DownloadTokenService service = RunningService.start(
                Map.of("HTTP_BASE_PATH", basePath, "FORWARD_AUTH_PATHS", "/tiles/{dataset_id}/**"));
        try {
            String target = TILE + "?token=" + token();

            assertEquals(
                    EnvoyCheck.ALLOWED,
                    new EnvoyCheck(service.port(), prefix).of("GET", target).status());
            assertEquals(404, new EnvoyCheck(service.port()).of("GET", target).status());
        } finally {
            RunningService.stop(service);
        }
    }

    @Test
    void openDownloadNeedsNoCredential() {
        DownloadTokenService service = RunningService.start(Map.of("PUBLIC_DOWNLOADS", "open"));
        try {
            EnvoyCheck envoy = new EnvoyCheck(service.port());

            assertEquals(
                    EnvoyCheck.ALLOWED,
                    envoy.of("HEAD", ApiClient.download(PUBLIC)).status());
            assertEquals(
                    401,
                    envoy.of("GET", ApiClient.download(DemoDataset.PRIVATE.id()))
                            .status());
            assertEquals(405, envoy.of("POST", ApiClient.download(PUBLIC)).status());
        } finally {
            RunningService.stop(service);
        }
    }

    @Test
    void drainingInstanceAllowsAndClosesTheConnection() {
        DownloadTokenService service = RunningService.start(Map.of("DRAIN_SECONDS", "2"));
        Future<Void> closed = service.close();
        String target = ApiClient.download(PUBLIC) + "?token=" + token();

        ApiResponse response = new EnvoyCheck(service.port()).of("GET", target);

        assertEquals(EnvoyCheck.ALLOWED, response.status());
        assertEquals(Optional.of("close"), response.header("connection"));
        closed.toCompletionStage().toCompletableFuture().join();
    }

    private static EnvoyCheck envoy() {
        return new EnvoyCheck(SERVICE.port());
    }

    private static String token() {
        return SERVICE.client().token(PUBLIC);
    }
}
