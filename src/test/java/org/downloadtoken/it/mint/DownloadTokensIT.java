package org.downloadtoken.it.mint;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.downloadtoken.demo.DemoApiKey;
import org.downloadtoken.demo.DemoCogs;
import org.downloadtoken.demo.DemoDataset;
import org.downloadtoken.demo.DemoUser;
import org.downloadtoken.testing.ApiClient;
import org.downloadtoken.testing.ApiResponse;
import org.downloadtoken.testing.Metrics;
import org.downloadtoken.testing.RunningService;
import org.downloadtoken.testing.Tokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Tests the request for many tokens, which has the rules of as many requests for one. */
class DownloadTokensIT {
    private static final UUID PUBLIC = DemoDataset.PUBLIC.id();
    private static final UUID RESTRICTED = DemoDataset.RESTRICTED.id();
    private static final UUID HIDDEN = DemoDataset.PRIVATE.id();
    private static final String REQUESTS = "download_token_requests_total";

    @RegisterExtension
    static final RunningService SERVICE =
            new RunningService(Map.of("DOWNLOAD_ROOT", DemoCogs.directory().toString(), "AUDIT_LOG", "on"));

    @RegisterExtension
    static final RunningService LIMITED =
            new RunningService(Map.of("RATE_LIMIT_PER_MINUTE", "3", "TRUSTED_PROXIES", "127.0.0.1"));

    @Test
    void itemsHaveTheOrderOfTheRequest() {
        String upperCase = PUBLIC.toString().toUpperCase(Locale.ROOT);

        ApiResponse response = SERVICE.client().mintAll(List.of(upperCase, HIDDEN, "x\"\u00e9", PUBLIC, RESTRICTED));

        assertEquals(200, response.status());
        assertEquals(Optional.of("no-store"), response.header("cache-control"));
        List<JsonObject> items = items(response);
        assertEquals(
                List.of(upperCase, HIDDEN.toString(), "x\"\u00e9", PUBLIC.toString(), RESTRICTED.toString()),
                items.stream().map(item -> item.getString("dataset_id")).toList());
        assertEquals(List.of(200, 404, 422, 200, 404), statuses(response));
        assertEquals(
                "dataset:" + PUBLIC,
                Tokens.decode(items.get(0).getString("token")).getClaim("scope"));
        assertEquals(120, items.get(0).getInteger("expires_in"));
        assertEquals(
                200,
                SERVICE.client()
                        .download(PUBLIC, items.get(3).getString("token"))
                        .status());
    }

    @Test
    void problemIsThatOfARequestForOneToken() {
        List<JsonObject> items = items(SERVICE.client().mintAll(List.of(HIDDEN, UUID.randomUUID(), "x")));

        assertEquals(SERVICE.client().mint(HIDDEN).json(), items.get(0).getJsonObject("problem"));
        assertEquals(items.get(0).getJsonObject("problem"), items.get(1).getJsonObject("problem"));
        assertEquals(
                SERVICE.client().request("POST", ApiClient.MINT + "x").json(),
                items.get(2).getJsonObject("problem"));
    }

    @Test
    void rejectedCallerReceivesOneResponse() {
        List<UUID> both = List.of(PUBLIC, RESTRICTED);
        String revoked = "Bearer " + Tokens.session(DemoUser.REVOKED);

        assertEquals(
                401, SERVICE.client().mintAll(both, "Authorization", "Bearer x").status());
        assertEquals(
                401, SERVICE.client().mintAll(both, "Authorization", revoked).status());
        assertEquals(401, SERVICE.client().mintAll(both, "X-Api-Key", "unknown").status());
        assertEquals(
                401,
                SERVICE.client()
                        .mintAll(
                                both,
                                "Authorization",
                                "Bearer " + SERVICE.client().token(PUBLIC))
                        .status());
        assertEquals(
                403,
                SERVICE.client()
                        .mintAll(both, "X-Api-Key", DemoApiKey.READ_ONLY.text())
                        .status());
        for (String parameter : List.of("token", "access_token", "api_key")) {
            assertEquals(
                    401,
                    post(ApiClient.MINT_ALL + "?" + parameter + "=x", PUBLIC).status(),
                    parameter);
        }
    }

    @Test
    void signedInCallerReceivesTokensOfItsOwn() {
        ApiResponse response = SERVICE.client()
                .mintAll(List.of(RESTRICTED, PUBLIC), "Authorization", "Bearer " + Tokens.session(DemoUser.ANALYST));

        assertEquals(List.of(200, 200), statuses(response));
        assertEquals(
                DemoUser.ANALYST.id().toString(),
                Tokens.decode(items(response).get(0).getString("token")).getSubject());
    }

    /** Duplicates, datasets that others ask for at the same time, and a full batch before it. */
    @Test
    void oneQueryAnswersAllDatasets() {
        List<UUID> unknown = Stream.generate(UUID::randomUUID).limit(50).toList();
        List<UUID> twice = Stream.concat(unknown.stream(), unknown.stream()).toList();
        for (String[] headers :
                List.of(new String[0], new String[] {"Authorization", "Bearer " + Tokens.session(DemoUser.ANALYST)})) {
            double before = metrics(SERVICE).value("dataset_access_batch_size_count");

            assertEquals(
                    Collections.nCopies(100, 404), statuses(SERVICE.client().mintAll(twice, headers)));

            assertEquals(before + 1, metrics(SERVICE).value("dataset_access_batch_size_count"));
        }
    }

    @Test
    void eachDatasetIsChargedToTheLimit() {
        ApiResponse response =
                LIMITED.client().mintAll(Collections.nCopies(5, PUBLIC), "X-Forwarded-For", "203.0.113.1");

        assertEquals(List.of(200, 200, 200, 429, 429), statuses(response));
        int wait = items(response).get(4).getJsonObject("problem").getInteger("retry_after");
        assertTrue(wait >= 1 && wait <= 20, () -> "retry_after " + wait);
        assertFalse(items(response).get(0).containsKey("problem"));
    }

    @Test
    void invalidCredentialIsChargedForEachDataset() {
        List<UUID> three = Collections.nCopies(3, PUBLIC);
        String[] invalid = {"Authorization", "Bearer x", "X-Forwarded-For", "203.0.113.2"};

        assertEquals(401, LIMITED.client().mintAll(three, invalid).status());
        assertEquals(429, LIMITED.client().mintAll(three, invalid).status());
        assertEquals(
                429,
                LIMITED.client().mint(PUBLIC, "X-Forwarded-For", "203.0.113.2").status());
    }

    @Test
    void eachDatasetIsCounted() {
        double granted = metrics(SERVICE).sum(REQUESTS, "outcome", "granted");
        double hidden = metrics(SERVICE).sum(REQUESTS, "outcome", "not_found");
        double invalid = metrics(SERVICE).sum(REQUESTS, "outcome", "invalid_dataset_id");
        double unauthorized = metrics(SERVICE).sum(REQUESTS, "outcome", "unauthorized");

        SERVICE.client().mintAll(List.of(PUBLIC, HIDDEN, "x"));
        SERVICE.client().mintAll(List.of(PUBLIC, HIDDEN), "Authorization", "Bearer x");

        assertEquals(granted + 1, metrics(SERVICE).sum(REQUESTS, "outcome", "granted"));
        assertEquals(hidden + 1, metrics(SERVICE).sum(REQUESTS, "outcome", "not_found"));
        assertEquals(invalid + 1, metrics(SERVICE).sum(REQUESTS, "outcome", "invalid_dataset_id"));
        assertEquals(unauthorized + 2, metrics(SERVICE).sum(REQUESTS, "outcome", "unauthorized"));
    }

    @Test
    void bodyHasOneToAHundredIds() {
        assertEquals(422, SERVICE.client().mintAll(List.of()).status());
        assertEquals(
                100,
                statuses(SERVICE.client().mintAll(Collections.nCopies(100, PUBLIC)))
                        .size());
        assertEquals(
                422, SERVICE.client().mintAll(Collections.nCopies(101, PUBLIC)).status());
    }

    @Test
    void malformedBodyIsRejected() {
        byte[] form = ("dataset_ids=" + PUBLIC).getBytes(UTF_8);

        assertEquals(
                400,
                SERVICE.client()
                        .post(ApiClient.MINT_ALL, form, "Content-Type", "application/json")
                        .status());
        assertEquals(
                415,
                SERVICE.client()
                        .post(ApiClient.MINT_ALL, form, "Content-Type", "application/x-www-form-urlencoded")
                        .status());
        assertEquals(
                400,
                SERVICE.client()
                        .request("POST", ApiClient.MINT_ALL, "Content-Type", "application/json")
                        .status());
    }

    @Test
    void bodyIsLimitedTo8KiB() {
        assertEquals(200, post(8_192).status());
        assertEquals(413, post(8_193).status());
        assertEquals(
                413,
                SERVICE.client()
                        .raw("POST " + ApiClient.MINT_ALL + " HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                                + "Transfer-Encoding: chunked\r\n\r\n2001\r\n" + " ".repeat(0x2001) + "\r\n0\r\n\r\n")
                        .status());
    }

    private static ApiResponse post(int length) {
        String body = "{\"dataset_ids\":[\"" + PUBLIC + "\"]}";
        return SERVICE.client()
                .post(
                        ApiClient.MINT_ALL,
                        (body + " ".repeat(length - body.length())).getBytes(UTF_8),
                        "Content-Type",
                        "application/json");
    }

    private static ApiResponse post(String path, UUID datasetId) {
        return SERVICE.client()
                .post(
                        path,
                        ("{\"dataset_ids\":[\"" + datasetId + "\"]}").getBytes(UTF_8),
                        "Content-Type",
                        "application/json");
    }

    private static Metrics metrics(RunningService service) {
        return new Metrics(service.managementPort());
    }

    private static List<Integer> statuses(ApiResponse response) {
        return items(response).stream()
                .map(item -> item.containsKey("token")
                        ? 200
                        : item.getJsonObject("problem").getInteger("status"))
                .toList();
    }

    private static List<JsonObject> items(ApiResponse response) {
        var tokens = response.json().getJsonArray("tokens");
        return IntStream.range(0, tokens.size()).mapToObj(tokens::getJsonObject).toList();
    }
}
