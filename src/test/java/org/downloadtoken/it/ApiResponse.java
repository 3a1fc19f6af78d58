package org.downloadtoken.it;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A response as it came over the wire; header names in lower case. */
record ApiResponse(int status, Map<String, List<String>> headers, String body) {
    ApiResponse {
        headers = headers.entrySet().stream()
                .collect(Collectors.toMap(entry -> entry.getKey().toLowerCase(Locale.ROOT), Map.Entry::getValue));
    }

    Optional<String> header(String name) {
        return headers.getOrDefault(name, List.of()).stream().findFirst();
    }

    JsonObject json() {
        return new JsonObject(body);
    }

    String token() {
        return json().getString("token");
    }
}
