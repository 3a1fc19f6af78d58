package org.downloadtoken.it.mint;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.stream.IntStream;
import org.downloadtoken.testing.ApiResponse;

/** Reads the response to a request for many tokens. */
final class BatchResponse {
    private BatchResponse() {}

    static List<JsonObject> items(ApiResponse response) {
        var tokens = response.json().getJsonArray("tokens");
        return IntStream.range(0, tokens.size()).mapToObj(tokens::getJsonObject).toList();
    }

    /** The status that a request for one token would have, for each item. */
    static List<Integer> statuses(ApiResponse response) {
        return items(response).stream()
                .map(item -> item.containsKey("token")
                        ? 200
                        : item.getJsonObject("problem").getInteger("status"))
                .toList();
    }
}
