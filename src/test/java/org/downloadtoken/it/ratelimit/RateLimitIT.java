package org.downloadtoken.it.ratelimit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.downloadtoken.DownloadTokenService;
import org.downloadtoken.demo.DemoDataset;
import org.downloadtoken.demo.DemoUser;
import org.downloadtoken.testing.ApiClient;
import org.downloadtoken.testing.ApiResponse;
import org.downloadtoken.testing.PlainClient;
import org.downloadtoken.testing.RunningService;
import org.downloadtoken.testing.Tokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The tests act as the proxy, so each test uses its own client addresses. */
class RateLimitIT {
    private static final int LIMIT = 3;

    @RegisterExtension
    static final RunningService SERVICE = new RunningService(
            Map.of("RATE_LIMIT_PER_MINUTE", String.valueOf(LIMIT), "TRUSTED_PROXIES", "127.0.0.1, 10.0.0.0/8"));

    private static final UUID PUBLIC = DemoDataset.PUBLIC.id();

    @Test
    void requestAboveTheLimitReceivesRetryAfter() {
        exhaust("203.0.113.1");

        ApiResponse limited = from("203.0.113.1", PUBLIC);

        assertEquals(429, limited.status());
        int seconds = Integer.parseInt(limited.header("retry-after").orElseThrow());
        assertTrue(seconds >= 1 && seconds <= 20, () -> "Retry-After: " + seconds);
        assertEquals(Optional.of("\"mint\";q=3;w=60"), limited.header("ratelimit-policy"));
        assertEquals(Optional.of("\"mint\";r=0;t=" + seconds), limited.header("ratelimit"));
        assertEquals(
                "Too many requests; see the Retry-After header.", limited.json().getString("detail"));
        assertEquals(Optional.of("no-store"), limited.header("cache-control"));
    }

    @Test
    void otherResponsesHaveNoRateLimitHeaders() {
        ApiResponse granted = from("203.0.113.2", PUBLIC);
        ApiResponse hidden = from("203.0.113.2", DemoDataset.PRIVATE.id());
        ApiResponse missing = from("203.0.113.2", UUID.randomUUID());

        assertEquals(200, granted.status());
        assertEquals(404, hidden.status());
        assertEquals(hidden, missing);
        for (ApiResponse answer : new ApiResponse[] {granted, hidden}) {
            assertTrue(
                    answer.headers().keySet().stream()
                            .noneMatch(name -> name.startsWith("ratelimit") || name.equals("retry-after")),
                    () -> answer.headers().toString());
        }
    }

    @Test
    void allEventLoopsShareTheLimit() {
        exhaust("203.0.113.3");

        for (int connection = 0; connection < 4; connection++) {
            assertEquals(
                    429,
                    SERVICE.client()
                            .raw("POST " + ApiClient.MINT + PUBLIC
                                    + " HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: 203.0.113.3\r\n\r\n")
                            .status());
        }
    }

    @Test
    void unknownApiKeysCountForTheAddress() {
        for (int i = 0; i < LIMIT; i++) {
            assertEquals(
                    401,
                    from("203.0.113.4", PUBLIC, "X-Api-Key", "made up " + i).status());
        }

        assertEquals(429, from("203.0.113.4", PUBLIC, "X-Api-Key", "made up").status());
        assertEquals(429, from("203.0.113.4", PUBLIC).status());
    }

    @ParameterizedTest
    @ValueSource(strings = {"demo-analyst-full", "demo-analyst-read-only"})
    void knownApiKeyHasItsOwnLimit(String key) {
        String address = "203.0.113." + key.length();
        int answer = key.endsWith("full") ? 200 : 403;
        for (int i = 0; i < LIMIT; i++) {
            assertEquals(answer, from(address, PUBLIC, "X-Api-Key", key).status());
        }

        assertEquals(429, from("203.0.113.99", PUBLIC, "X-Api-Key", key).status());
        exhaust(address);
        assertEquals(429, from(address, PUBLIC).status());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer x", "Basic x", ""})
    void invalidCredentialCountsForTheAddress(String credential) {
        String address = "198.51.100." + credential.length();
        for (int i = 0; i < LIMIT; i++) {
            assertEquals(401, from(address, PUBLIC, "Authorization", credential).status());
        }

        assertEquals(429, from(address, PUBLIC, "Authorization", credential).status());
        assertEquals(429, from(address, PUBLIC).status());
    }

    @Test
    void usersAtOneAddressHaveSeparateLimits() {
        String[] analyst = {"Authorization", "Bearer " + Tokens.session(DemoUser.ANALYST)};
        String[] owner = {"Authorization", "Bearer " + Tokens.session(DemoUser.OWNER)};
        for (int i = 0; i < LIMIT; i++) {
            assertEquals(200, from("203.0.113.6", PUBLIC, analyst).status());
        }

        assertEquals(429, from("203.0.113.7", PUBLIC, analyst).status());
        assertEquals(200, from("203.0.113.6", PUBLIC, owner).status());
        exhaust("203.0.113.6");
    }

    @Test
    void invalidDatasetIdConsumesNoToken() {
        for (int i = 0; i < 2 * LIMIT; i++) {
            assertEquals(
                    422,
                    SERVICE.client()
                            .request("POST", ApiClient.MINT + "x", "X-Forwarded-For", "203.0.113.8")
                            .status());
        }

        exhaust("203.0.113.8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"198.51.100.%d, 203.0.113.9", "10.0.0.%d, 203.0.113.9, 10.0.0.1", "x%d,203.0.113.9:5%1$d"})
    void forgedForwardedForGivesNoNewLimit(String forwardedFor) {
        for (int i = 0; i < LIMIT; i++) {
            from("203.0.113.9", PUBLIC);
        }

        for (int i = 0; i < LIMIT; i++) {
            assertEquals(429, from(forwardedFor.formatted(i), PUBLIC).status());
            assertEquals(
                    429,
                    from("198.51.100." + i, PUBLIC, "X-Forwarded-For", "203.0.113.9")
                            .status());
        }
    }

    @Test
    void forwardedForOfAnUntrustedPeerIsIgnored() {
        DownloadTokenService alone = RunningService.start(Map.of("RATE_LIMIT_PER_MINUTE", String.valueOf(LIMIT)));
        try {
            ApiClient client = new ApiClient(alone.port());
            for (int i = 0; i < LIMIT; i++) {
                assertEquals(
                        200,
                        client.mint(PUBLIC, "X-Forwarded-For", "203.0.113." + i).status());
            }

            assertEquals(
                    429, client.mint(PUBLIC, "X-Forwarded-For", "203.0.113.9").status());
        } finally {
            RunningService.stop(alone);
        }
    }

    @Test
    void refusalsAreCountedByCaller() {
        String[] member = {"Authorization", "Bearer " + Tokens.session(DemoUser.MEMBER)};
        for (int i = 0; i <= LIMIT; i++) {
            from("203.0.113.10", PUBLIC, member);
        }

        String metrics = new PlainClient(SERVICE.managementPort())
                .request("GET", "/metrics")
                .body();
        assertTrue(
                metrics.lines()
                        .anyMatch(
                                line -> line.matches(
                                        "download_token_requests_total\\{caller=\"session\",outcome=\"rate_limited\"} [1-9].*")),
                metrics);
    }

    private static void exhaust(String address) {
        for (int i = 0; i < LIMIT; i++) {
            assertEquals(200, from(address, PUBLIC).status());
        }
    }

    private static ApiResponse from(String forwardedFor, UUID datasetId, String... headers) {
        String[] all = new String[headers.length + 2];
        all[0] = "X-Forwarded-For";
        all[1] = forwardedFor;
        System.arraycopy(headers, 0, all, 2, headers.length);
        return SERVICE.client().mint(datasetId, all);
    }
}
