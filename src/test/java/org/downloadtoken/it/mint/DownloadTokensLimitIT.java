package org.downloadtoken.it.mint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.downloadtoken.demo.DemoApiKey;
import org.downloadtoken.demo.DemoDataset;
import org.downloadtoken.testing.ApiResponse;
import org.downloadtoken.testing.RunningService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Tests that a request for many tokens is charged like as many requests for one. */
class DownloadTokensLimitIT {
    private static final UUID PUBLIC = DemoDataset.PUBLIC.id();

    private static final UUID HIDDEN = DemoDataset.PRIVATE.id();

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

    @Test
    void rejectedCredentialWithMoreDatasetsThanTheLimitIsUnauthorized() {
        String[] invalid = {"Authorization", "Bearer x", "X-Forwarded-For", "203.0.113.3"};

        assertEquals(
                401,
                SERVICE.client()
                        .mintAll(Collections.nCopies(50, PUBLIC), invalid)
                        .status());
        assertEquals(
                429,
                SERVICE.client().mint(PUBLIC, "X-Forwarded-For", "203.0.113.3").status());
    }

    /** Like single requests, of which only the first one is charged to the address. */
    @Test
    void newApiKeyIsChargedInsteadOfItsAddress() {
        String address = "203.0.113.4";
        SERVICE.client().mint(PUBLIC, "X-Forwarded-For", address);
        SERVICE.client().mint(PUBLIC, "X-Forwarded-For", address);
        String[] key = {"X-Api-Key", DemoApiKey.FULL.text(), "X-Forwarded-For", address};

        ApiResponse response = SERVICE.client().mintAll(List.of("x", PUBLIC, HIDDEN, PUBLIC, PUBLIC), key);

        assertEquals(List.of(422, 200, 404, 200, 429), BatchResponse.statuses(response));
        assertEquals(
                200, SERVICE.client().mint(PUBLIC, "X-Forwarded-For", address).status()); // the permit was given back
        assertEquals(429, SERVICE.client().mint(PUBLIC, key).status());
    }

    @Test
    void unknownApiKeyIsChargedToTheAddressForEachDataset() {
        String[] unknown = {"X-Api-Key", "unknown", "X-Forwarded-For", "203.0.113.5"};

        assertEquals(
                401,
                SERVICE.client().mintAll(List.of(PUBLIC, PUBLIC, "x"), unknown).status());
        assertEquals(
                200,
                SERVICE.client().mint(PUBLIC, "X-Forwarded-For", "203.0.113.5").status());
        assertEquals(
                429,
                SERVICE.client().mint(PUBLIC, "X-Forwarded-For", "203.0.113.5").status());
    }
}
