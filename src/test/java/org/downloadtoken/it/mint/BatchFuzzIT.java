package org.downloadtoken.it.mint;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jwt.JWTClaimsSet;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;
import org.downloadtoken.demo.DemoDataset;
import org.downloadtoken.testing.ApiClient;
import org.downloadtoken.testing.ApiResponse;
import org.downloadtoken.testing.ContractCheck;
import org.downloadtoken.testing.RunningService;
import org.downloadtoken.testing.Tokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Sends ten thousand mutated requests for many tokens. Each response has the status that {@link BatchOracle} decides, and
 * fulfils the contract. No caller gets a token for a dataset that it may not read. A connection is used until the service
 * announces its end.
 */
class BatchFuzzIT {
    private static final int REQUESTS = Integer.getInteger("fuzz.requests", 100_000) / 10;
    private static final long SEED = Long.getLong("fuzz.seed", 4);
    private static final int CHUNKS = 8;
    private static final List<UUID> DATASETS =
            Arrays.stream(DemoDataset.values()).map(DemoDataset::id).toList();

    @RegisterExtension
    static final RunningService SERVICE =
            new RunningService(Map.of("RATE_LIMIT_PER_MINUTE", "0", "INVALID_CREDENTIALS_PER_MINUTE", "0"));

    private final AtomicIntegerArray statuses = new AtomicIntegerArray(600);
    private final ContractCheck contract = new ContractCheck(
            SERVICE.client().request("GET", "/api/openapi.yaml").body(), "/api");

    @Test
    void mutatedBatchHasTheResponseOfTheOracle() {
        IntStream.range(0, CHUNKS).parallel().forEach(this::sendRequests);

        for (int status : List.of(200, 400, 401, 403, 413, 415, 422)) {
            assertTrue(statuses.get(status) > REQUESTS / 300, () -> "too few of " + status + ": " + statuses);
        }
    }

    private void sendRequests(int chunk) {
        Random random = new Random(SEED * CHUNKS + chunk);
        try (BatchConnection connection = new BatchConnection(SERVICE.port())) {
            for (int i = 0; i < REQUESTS / CHUNKS; i++) {
                FuzzedBatch batch = FuzzedBatch.next(random, DATASETS);
                judge(batch, connection.send(batch));
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void judge(FuzzedBatch batch, Optional<ApiResponse> received) {
        if (received.isEmpty()) {
            assertTrue(batch.framing().isInvalid(), () -> "no response to " + batch);
            return;
        }
        ApiResponse response = received.get();
        if (batch.framing().isCutOff()) {
            assertEquals(4, response.status() / 100, batch::toString);
            return;
        }
        statuses.incrementAndGet(response.status());
        assertEquals(BatchOracle.status(batch), response.status(), batch::toString);
        contract.verify("POST", ApiClient.MINT_ALL, response);
        if (response.status() == 200) {
            judgeItems(batch, response);
        }
    }

    private static void judgeItems(FuzzedBatch batch, ApiResponse response) {
        List<String> ids = BatchOracle.ids(batch.received()).orElseThrow();
        List<JsonObject> items = response.json().getJsonArray("tokens").stream()
                .map(JsonObject.class::cast)
                .toList();
        assertEquals(ids.size(), items.size(), batch::toString);
        for (int i = 0; i < ids.size(); i++) {
            // UTF-8 has no form for half of a surrogate pair.
            String id = new String(ids.get(i).getBytes(UTF_8), UTF_8);
            assertEquals(id, items.get(i).getString("dataset_id"), batch::toString);
            judgeItem(batch, id, items.get(i));
        }
    }

    private static void judgeItem(FuzzedBatch batch, String id, JsonObject item) {
        boolean isId = BatchOracle.isId(id);
        if (isId && batch.caller().mayRead(UUID.fromString(id))) {
            JWTClaimsSet claims = Tokens.decode(item.getString("token"));
            assertEquals("dataset:" + id.toLowerCase(Locale.ROOT), claims.getClaim("scope"), batch::toString);
            assertEquals(batch.caller().subject(), Optional.ofNullable(claims.getSubject()), batch::toString);
        } else {
            assertFalse(item.containsKey("token"), batch::toString);
            assertEquals(isId ? 404 : 422, item.getJsonObject("problem").getInteger("status"), batch::toString);
        }
    }
}
