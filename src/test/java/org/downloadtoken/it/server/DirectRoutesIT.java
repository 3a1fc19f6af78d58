package org.downloadtoken.it.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.downloadtoken.demo.DemoDataset;
import org.downloadtoken.testing.ApiClient;
import org.downloadtoken.testing.ApiResponse;
import org.downloadtoken.testing.RunningService;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests that a request is answered alike on a direct route and by the router. Each is sent twice: with a query, the router
 * answers. */
class DirectRoutesIT {
    private static final String VIEWER = "https://viewer.example.com";

    @RegisterExtension
    static final RunningService SERVICE = new RunningService(Map.of("CORS_ALLOWED_ORIGINS", VIEWER));

    record Request(String method, String path, int status, List<String> headers) {
        Request(String method, String path, int status, String... headers) {
            this(method, path, status, List.of(headers));
        }
    }

    static List<Request> requests() {
        String open = ApiClient.MINT + DemoDataset.PUBLIC.id();
        String uri = ApiClient.download(DemoDataset.PUBLIC.id());
        return List.of(
                new Request("POST", open, 200),
                new Request("POST", open.toUpperCase(Locale.ROOT), 404),
                new Request("POST", open, 200, "Origin", VIEWER),
                new Request("POST", open, 200, "Origin", "https://stranger.example.com"),
                new Request("POST", open, 401, "Authorization", "Bearer x.y.z", "Origin", VIEWER),
                new Request("POST", open, 401, "Authorization", ""),
                new Request("POST", open, 401, "X-Api-Key", "unknown"),
                new Request("POST", ApiClient.MINT + DemoDataset.PRIVATE.id(), 404, "Origin", VIEWER),
                new Request("POST", ApiClient.MINT + "00000000-0000-4000-8000-000000000000", 404),
                new Request("POST", ApiClient.MINT + "x", 422, "Origin", VIEWER),
                new Request("POST", ApiClient.MINT + "..", 404),
                new Request("PUT", open, 405, "Origin", VIEWER),
                new Request("OPTIONS", open, 204, "Origin", VIEWER, "Access-Control-Request-Method", "POST"),
                new Request("GET", "/api/auth/verify", 401, "Origin", VIEWER),
                new Request("GET", "/api/auth/verify", 401, "X-Original-URI", uri),
                new Request("GET", "/api/auth/verify", 401, "X-Original-URI", uri + "?token=x.y.z"),
                new Request("HEAD", "/api/auth/verify", 401));
    }

    @ParameterizedTest
    @MethodSource("requests")
    void requestIsAnsweredAlikeByTheRouter(Request request) {
        ApiResponse direct = SERVICE.client()
                .request(request.method(), request.path(), request.headers().toArray(String[]::new));
        ApiResponse routed = SERVICE.client()
                .request(
                        request.method(),
                        request.path() + "?x=1",
                        request.headers().toArray(String[]::new));

        assertEquals(request.status(), direct.status());
        assertEquals(request.status(), routed.status());
        Map<String, List<String>> headers = new HashMap<>(routed.headers());
        if (!request.method().equals("OPTIONS")) {
            assertEquals(List.of("no-referrer"), headers.remove("referrer-policy"), "the router has answered");
        }
        assertEquals(
                new ApiResponse(routed.status(), headers, ""), new ApiResponse(direct.status(), direct.headers(), ""));
        if (request.status() != 200) { // a token may be minted in the next second
            assertEquals(routed.body(), direct.body());
        }
    }
}
