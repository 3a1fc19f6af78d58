package org.downloadtoken.testing;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A response as received. Header names are in lower case. */
public record ApiResponse(int status, Map<String, List<String>> headers, String body) {
    public ApiResponse {
        headers = headers.entrySet().stream()
                .collect(Collectors.toMap(entry -> entry.getKey().toLowerCase(Locale.ROOT), Map.Entry::getValue));
    }

    public Optional<String> header(String name) {
        return headers.getOrDefault(name, List.of()).stream().findFirst();
    }

    public JsonObject json() {
        return new JsonObject(body);
    }

    public String token() {
        return json().getString("token");
    }
}
