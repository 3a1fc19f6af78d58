package org.downloadtoken.it.mint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.downloadtoken.DownloadTokenService;
import org.downloadtoken.demo.DemoDataset;
import org.downloadtoken.demo.DemoUser;
import org.downloadtoken.testing.ApiClient;
import org.downloadtoken.testing.ApiResponse;
import org.downloadtoken.testing.KeyFiles;
import org.downloadtoken.testing.PlainClient;
import org.downloadtoken.testing.RunningService;
import org.downloadtoken.testing.Tokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests that a request for many tokens shares its event loop, although each signature takes milliseconds. */
class DownloadTokensFairnessIT {
    private static final String BODY = new JsonObject()
            .put("dataset_ids", Collections.nCopies(100, DemoDataset.PUBLIC.id().toString()))
            .encode();

    @TempDir
    Path keys;

    /** Each signature is a turn of the event loop. If it read from no socket between them, it would answer two requests or three. */
    @Test
    void otherRequestsAreAnsweredBetweenSignatures() throws Exception {
        new KeyFiles(keys).jwk("rsa", KeyFiles.rsa(4096)).signing("rsa");
        DownloadTokenService service =
                RunningService.start(Map.of("SIGNING_KEYS_DIR", keys.toString(), "EVENT_LOOPS", "1"));
        try {
            PlainClient client = new PlainClient(service.port());
            PlainClient other = new PlainClient(service.port());
            assertEquals(405, other.request("GET", ApiClient.MINT_ALL).status());
            String session = "Bearer " + Tokens.session(DemoUser.OWNER);

            CompletableFuture<ApiResponse> batch = CompletableFuture.supplyAsync(() -> client.request(
                    "POST",
                    ApiClient.MINT_ALL,
                    BodyPublishers.ofString(BODY),
                    "Content-Type",
                    "application/json",
                    "Authorization",
                    session));
            int answered = 0;
            while (!batch.isDone()) {
                assertEquals(405, other.request("GET", ApiClient.MINT_ALL).status());
                answered++;
            }

            assertEquals(Collections.nCopies(100, 200), BatchResponse.statuses(batch.get()));
            assertTrue(answered >= 10, answered + " requests were answered meanwhile");
        } finally {
            RunningService.stop(service);
        }
    }
}
