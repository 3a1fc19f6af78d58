package org.downloadtoken.it.mint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.downloadtoken.demo.DemoDataset;
import org.downloadtoken.testing.ApiResponse;
import org.downloadtoken.testing.RunningService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Tests that a request for many tokens is charged like as many requests for one. */
class DownloadTokensLimitIT {
    private static final UUID PUBLIC = DemoDataset.PUBLIC.id();

    @RegisterExtension
    static final RunningService SERVICE =
            new RunningService(Map.of("RATE_LIMIT_PER_MINUTE", "3", "TRUSTED_PROXIES", "127.0.0.1"));

    @Test
    void eachDatasetIsChargedToTheLimit() {
        ApiResponse response =
                SERVICE.client().mintAll(Collections.nCopies(5, PUBLIC), "X-Forwarded-For", "203.0.113.1");

        assertEquals(List.of(200, 200, 200, 429, 429), BatchResponse.statuses(response));
        int wait = BatchResponse.items(response).get(4).getJsonObject("problem").getInteger("retry_after");
        assertTrue(wait >= 1 && wait <= 20, () -> "retry_after " + wait);
        assertFalse(BatchResponse.items(response).get(0).containsKey("problem"));
    }

    @Test
    void invalidCredentialIsChargedForEachDataset() {
        List<UUID> three = Collections.nCopies(3, PUBLIC);
        String[] invalid = {"Authorization", "Bearer x", "X-Forwarded-For", "203.0.113.2"};

        assertEquals(401, SERVICE.client().mintAll(three, invalid).status());
        assertEquals(429, SERVICE.client().mintAll(three, invalid).status());
        assertEquals(
                429,
                SERVICE.client().mint(PUBLIC, "X-Forwarded-For", "203.0.113.2").status());
    }
}
