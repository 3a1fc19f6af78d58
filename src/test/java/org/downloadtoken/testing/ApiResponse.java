package org.downloadtoken.testing;

import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A response as received. Header names are in lower case. */
public record ApiResponse(int status, Map<String, List<String>> headers, String body) {
    public ApiResponse {
        headers = headers.entrySet().stream()
                .collect(Collectors.toMap(entry -> entry.getKey().toLowerCase(Locale.ROOT), Map.Entry::getValue));
    }

    /** Ignores the field Date: two responses to compare may be sent in different seconds. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ApiResponse response
                && status == response.status
                && body.equals(response.body)
                && withoutDate().equals(response.withoutDate());
    }

    @Override
    public int hashCode() {
        return Objects.hash(status, body, withoutDate());
    }

    private Map<String, List<String>> withoutDate() {
        Map<String, List<String>> others = new HashMap<>(headers);
        others.remove("date");
        return others;
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
