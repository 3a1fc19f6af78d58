package org.downloadtoken.it.forwardauth.envoy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.downloadtoken.DownloadTokenService;
import org.downloadtoken.demo.DemoDataset;
import org.downloadtoken.forwardauth.ForwardedRequestReader;
import org.downloadtoken.testing.ApiClient;
import org.downloadtoken.testing.ApiResponse;
import org.downloadtoken.testing.CapturedLog;
import org.downloadtoken.testing.Metrics;
import org.downloadtoken.testing.RawResponse;
import org.downloadtoken.testing.RunningService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests headers that a client could have sent and that a proxy has passed on, and the bounds of a request. */
class ExtAuthzHeadersIT {
    private static final UUID PUBLIC = DemoDataset.PUBLIC.id();

    /** Warnings are limited for each header, so no other test uses this one. */
    @RegisterExtension
    static final RunningService SERVICE = new RunningService(Map.of("FORWARD_AUTH_URI_HEADER", "X-Ext-Authz-Test"));

    @RegisterExtension
    final CapturedLog log = new CapturedLog(ForwardedRequestReader.class);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-Original-URI",
                "X-Original-URL",
                "X-Forwarded-Uri",
                "X-Rewrite-URL",
                "X-Envoy-Original-Path",
                "X-Ext-Authz-Test"
            })
    void headerWithAUriIsRefused(String header) {
        for (String name : List.of(header, header.toLowerCase(Locale.ROOT))) {
            for (String value : List.of(allowed(), "/", "")) {
                assertEquals(401, envoy().of("GET", allowed(), name, value).status(), name + ": " + value);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "GET, X-Original-Method, GET, 200",
        "HEAD, X-Forwarded-Method, HEAD, 200",
        "GET, X-Forwarded-Method, HEAD, 401",
        "HEAD, X-Original-Method, GET, 401",
        "GET, X-Original-Method, POST, 401",
        "GET, x-forwarded-method, DELETE, 401",
        "GET, X-Forwarded-Method, get, 401",
        "GET, X-Original-Method, '', 401",
        "POST, X-Original-Method, GET, 405"
    })
    void headerWithAnotherMethodIsRefused(String method, String header, String value, int status) {
        assertEquals(status, envoy().of(method, allowed(), header, value).status());
    }

    @Test
    void repeatedMethodHeaderIsRefusedIfOneContradicts() {
        String header = "X-Original-Method";

        assertEquals(
                401, envoy().of("GET", allowed(), header, "GET", header, "POST").status());
    }

    @Test
    void operatorLearnsWhyNothingIsAllowed() throws InterruptedException {
        DownloadTokenService service = RunningService.start(Map.of("FORWARD_AUTH_URI_HEADER", "X-Ext-Authz-Warning"));
        try {
            EnvoyCheck envoy = new EnvoyCheck(service.port());
            repeatUntilLogged(1, () -> envoy.of("GET", "?secret"));
            repeatUntilLogged(2, () -> envoy.of("GET", allowed(), "X-Forwarded-Uri", "/secret"));
            repeatUntilLogged(3, () -> envoy.of("GET", "/secret?token=secret"));
        } finally {
            RunningService.stop(service);
        }

        List<String> messages = log.messages();
        assertEquals(3, messages.size(), messages::toString);
        assertTrue(
                messages.get(0).contains("after /auth/ext-authz, but there is none. Envoy appends it"),
                messages::toString);
        assertTrue(messages.get(1).contains("but the request also has X-Forwarded-Uri, which"), messages::toString);
        assertTrue(messages.get(2).contains("does not match FORWARD_AUTH_PATHS (/api/datasets/"), messages::toString);
        assertFalse(messages.toString().contains("secret"), messages::toString);
    }

    /** The warnings of other tests count too: at most 20 are logged in ten seconds. */
    private void repeatUntilLogged(int messages, Runnable request) throws InterruptedException {
        for (int attempt = 0; log.messages().size() < messages && attempt < 150; attempt++) {
            request.run();
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    @Test
    void bodyIsIgnoredUpToItsLimit() {
        assertEquals(200, withBody(1_024).status());
        assertEquals(413, withBody(1_025).status());
    }

    @Test
    void hostIsRequiredOnce() {
        assertEquals(400, send(allowed(), "").status());
        assertEquals(400, send(allowed(), "Host: a\r\nHost: b\r\n").status());
        assertEquals(400, send(allowed(), "Host: a b\r\n").status());
    }

    @Test
    void requestIsCountedAsOneOfVerify() {
        Metrics metrics = new Metrics(SERVICE.managementPort());
        double before = metrics.sum("download_requests_total", "operation", "verify");

        envoy().of("GET", allowed());

        assertEquals(before + 1, metrics.sum("download_requests_total", "operation", "verify"));
    }

    @Test
    void addressWithTooManyInvalidCredentialsIsRefused() {
        DownloadTokenService service =
                RunningService.start(Map.of("INVALID_CREDENTIALS_PER_MINUTE", "1", "TRUSTED_PROXIES", "127.0.0.1"));
        try {
            EnvoyCheck envoy = new EnvoyCheck(service.port());
            String invalid = ApiClient.download(PUBLIC) + "?token=x.y.z";

            assertEquals(401, envoy.of("GET", invalid).status());
            ApiResponse limited = envoy.of("GET", invalid);
            assertEquals(429, limited.status());
            assertTrue(limited.header("retry-after").isPresent());
        } finally {
            RunningService.stop(service);
        }
    }

    private static ApiResponse withBody(int bytes) {
        return send(allowed(), "Host: x\r\nContent-Length: " + bytes + "\r\n", "x".repeat(bytes));
    }

    private static ApiResponse send(String target, String headers, String... body) {
        return RawResponse.to(
                SERVICE.port(),
                "GET /api/auth/ext-authz" + target + " HTTP/1.1\r\n" + headers + "\r\n" + String.join("", body));
    }

    private static String allowed() {
        return ApiClient.download(PUBLIC) + "?token=" + SERVICE.client().token(PUBLIC);
    }

    private static EnvoyCheck envoy() {
        return new EnvoyCheck(SERVICE.port());
    }
}
