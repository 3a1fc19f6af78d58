package org.downloadtoken.it.download.open;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.UUID;
import org.downloadtoken.demo.DemoDataset;
import org.downloadtoken.testing.ApiClient;
import org.downloadtoken.testing.ApiResponse;
import org.downloadtoken.testing.Rasters;
import org.downloadtoken.testing.RunningService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Tests that each query of the catalog is charged to the rate limit of its address. */
class OpenDownloadLimitIT {
    private static final int LIMIT = 3;

    /** One event loop has one cache. */
    @RegisterExtension
    static final RunningService SERVICE =
            new RunningService(OpenClient.settings("EVENT_LOOPS", "1", "RATE_LIMIT_PER_MINUTE", String.valueOf(LIMIT)));

    private final OpenClient client = new OpenClient(SERVICE.client());

    @Test
    void requestThatNeedsTheCatalogIsChargedToItsAddress() {
        UUID datasetId = Rasters.add("public");
        String[] from = from("203.0.113.1");
        for (int i = 0; i < 10; i++) { // the first request is charged, the others are answered by the cache
            assertEquals(200, client.get(datasetId, from).status());
        }
        assertEquals(401, client.get(DemoDataset.PRIVATE.id(), from).status());
        assertEquals(401, verify(UUID.randomUUID(), from).status());

        ApiResponse refused = client.get(UUID.randomUUID(), from);
        assertEquals(429, refused.status());
        assertEquals(Optional.of("\"mint\";q=3;w=60"), refused.header("ratelimit-policy"));
        assertTrue(refused.header("retry-after").isPresent());
    }

    @Test
    void limitAppliesToDownloadsProxiesAndTokens() {
        String[] from = from("203.0.113.2");
        exceedLimit(from);

        assertEquals(429, client.get(DemoDataset.PRIVATE.id(), from).status());
        assertEquals(429, verify(DemoDataset.PRIVATE.id(), from).status());
        assertEquals(429, client.api().mint(DemoDataset.PUBLIC.id(), from).status());
    }

    @Test
    void cachedDatasetIsServedBeyondTheLimit() {
        UUID datasetId = Rasters.add("public");
        String[] from = from("203.0.113.3");
        assertEquals(200, client.get(datasetId, from).status());
        exceedLimit(from);

        assertEquals(200, client.get(datasetId, from).status());
    }

    @Test
    void otherAddressHasItsOwnLimit() {
        exceedLimit(from("203.0.113.4"));

        assertEquals(
                401, client.get(DemoDataset.PRIVATE.id(), from("203.0.113.5")).status());
    }

    private void exceedLimit(String... from) {
        for (int i = 0; i < LIMIT; i++) {
            client.get(UUID.randomUUID(), from);
        }
        assertEquals(429, client.get(UUID.randomUUID(), from).status());
    }

    private ApiResponse verify(UUID datasetId, String... from) {
        return client.verify(ApiClient.download(datasetId), from);
    }

    private static String[] from(String address) {
        return new String[] {"X-Forwarded-For", address};
    }
}
