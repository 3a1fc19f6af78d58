package org.downloadtoken.it.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.downloadtoken.demo.DemoDataset;
import org.downloadtoken.demo.DemoUser;
import org.downloadtoken.testing.RunningService;
import org.downloadtoken.testing.Tokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManagementIT {
    @RegisterExtension
    static final RunningService SERVICE = new RunningService();

    @ParameterizedTest
    @ValueSource(strings = {"/health/live", "/health/ready"})
    void aRunningInstanceIsLiveAndReady(String path) throws Exception {
        HttpResponse<String> response = get(path);

        assertEquals(200, response.statusCode());
        assertEquals("{\"status\":\"UP\"}", response.body());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "download_token_requests_total{caller=\"anonymous\",outcome=\"granted\"}",
                "download_token_requests_total{caller=\"session\",outcome=\"granted\"}",
                "download_token_requests_total{caller=\"unresolved\",outcome=\"unauthorized\"}",
                "download_token_requests_total{caller=\"unresolved\",outcome=\"invalid_dataset_id\"}",
                "download_token_request_duration_seconds_bucket{le=\"0.005\"}",
                "public_dataset_cache_requests_total{result=\"hit\"}",
                "dataset_access_batch_size_bucket{le=\"1.0\"}",
                "dataset_access_query_duration_seconds_bucket{le=\"0.005\"}",
                "vertx_pool_in_use{pool_name=\"catalog\",pool_type=\"sql\"}",
                "jvm_memory_used_bytes{area=\"heap\"",
                "process_cpu_usage",
                "process_files_open_files",
                "build_info{"
            })
    void everyPromisedMetricExists(String metric) throws Exception {
        assertTrue(get("/metrics").body().lines().anyMatch(line -> line.startsWith(metric)), metric);
    }

    @Test
    void requestsAreCountedByOutcomeAndCaller() throws Exception {
        String series = "download_token_requests_total{caller=\"api_key\",outcome=\"forbidden\"}";
        double before = value(series);

        SERVICE.client().mint(DemoDataset.PUBLIC.id(), "X-Api-Key", "demo-analyst-read-only");

        assertEquals(before + 1, value(series));
    }

    @Test
    void problemOutsideOfAllOperationsIsCounted() throws Exception {
        String series = "http_problems_total{status=\"404\"}";
        double before = value(series);

        SERVICE.client().request("GET", "/nothing");

        assertEquals(before + 1, value(series));
    }

    @Test
    void cachedGrantCountsAsHit() throws Exception {
        SERVICE.client().mint(DemoDataset.PUBLIC.id());
        double before = value("public_dataset_cache_requests_total{result=\"hit\"}");

        for (int i = 0; i < 4; i++) {
            SERVICE.client().mint(DemoDataset.PUBLIC.id());
        }

        // There are two event loops with one cache each. At most one of the four requests used the other, empty cache.
        assertTrue(value("public_dataset_cache_requests_total{result=\"hit\"}") >= before + 3);
    }

    @Test
    void noMetricContainsInputOfAClient() throws Exception {
        String session = Tokens.session(DemoUser.ANALYST);
        String token =
                SERVICE.client().mintAs(session, DemoDataset.RESTRICTED.id()).token();
        SERVICE.client().raw("INVENTED /api/a-path-of-the-client HTTP/1.1\r\nHost: x\r\n\r\n");

        String metrics = get("/metrics").body();

        for (String sent : new String[] {
            session,
            token,
            DemoDataset.RESTRICTED.id().toString(),
            "INVENTED",
            "a-path-of-the-client",
            RunningService.SECRET
        }) {
            assertFalse(metrics.contains(sent), sent);
        }
    }

    private static double value(String series) throws Exception {
        return get("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(series))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    private static HttpResponse<String> get(String path) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + SERVICE.managementPort() + path);
        return HttpClient.newHttpClient().send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    }
}
