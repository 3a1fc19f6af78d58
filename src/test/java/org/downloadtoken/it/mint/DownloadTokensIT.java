package org.downloadtoken.it.mint;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.downloadtoken.demo.DemoApiKey;
import org.downloadtoken.demo.DemoCogs;
import org.downloadtoken.demo.DemoDataset;
import org.downloadtoken.demo.DemoUser;
import org.downloadtoken.testing.ApiClient;
import org.downloadtoken.testing.ApiResponse;
import org.downloadtoken.testing.RunningService;
import org.downloadtoken.testing.Tokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Tests the request for many tokens, which has the rules of as many requests for one. */
class DownloadTokensIT {
    private static final UUID PUBLIC = DemoDataset.PUBLIC.id();
    private static final UUID RESTRICTED = DemoDataset.RESTRICTED.id();
    private static final UUID HIDDEN = DemoDataset.PRIVATE.id();

    @RegisterExtension
    static final RunningService SERVICE =
            new RunningService(Map.of("DOWNLOAD_ROOT", DemoCogs.directory().toString()));

    @Test
    void itemsHaveTheOrderOfTheRequest() {
        String upperCase = PUBLIC.toString().toUpperCase(Locale.ROOT);

        ApiResponse response = SERVICE.client().mintAll(List.of(upperCase, HIDDEN, "x\"\u00e9", PUBLIC, RESTRICTED));

        assertEquals(200, response.status());
        assertEquals(Optional.of("no-store"), response.header("cache-control"));
        List<JsonObject> items = BatchResponse.items(response);
        assertEquals(
                List.of(upperCase, HIDDEN.toString(), "x\"\u00e9", PUBLIC.toString(), RESTRICTED.toString()),
                items.stream().map(item -> item.getString("dataset_id")).toList());
        assertEquals(List.of(200, 404, 422, 200, 404), BatchResponse.statuses(response));
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
        List<JsonObject> items = BatchResponse.items(SERVICE.client().mintAll(List.of(HIDDEN, UUID.randomUUID(), "x")));

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
        byte[] body = ("{\"dataset_ids\":[\"" + PUBLIC + "\"]}").getBytes(UTF_8);
        for (String parameter : List.of("token", "access_token", "api_key")) {
            assertEquals(
                    401,
                    SERVICE.client()
                            .post(ApiClient.MINT_ALL + "?" + parameter + "=x", body, "Content-Type", "application/json")
                            .status(),
                    parameter);
        }
    }

    @Test
    void signedInCallerReceivesTokensOfItsOwn() {
        ApiResponse response = SERVICE.client()
                .mintAll(List.of(RESTRICTED, PUBLIC), "Authorization", "Bearer " + Tokens.session(DemoUser.ANALYST));

        assertEquals(List.of(200, 200), BatchResponse.statuses(response));
        assertEquals(
                DemoUser.ANALYST.id().toString(),
                Tokens.decode(BatchResponse.items(response).get(0).getString("token"))
                        .getSubject());
    }
}
