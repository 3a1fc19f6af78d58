package org.downloadtoken.it.download.open;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.downloadtoken.demo.DemoCogs;
import org.downloadtoken.testing.ApiClient;
import org.downloadtoken.testing.ApiResponse;

/** Sends requests without a token to a service with {@code PUBLIC_DOWNLOADS=open}. */
record OpenClient(ApiClient api) {
    /** The settings of the service, and more as alternating names and values. It serves the demo's files behind a proxy. */
    static Map<String, String> settings(String... additional) {
        Map<String, String> all = new HashMap<>(Map.of(
                "DOWNLOAD_ROOT", DemoCogs.directory().toString(),
                "PUBLIC_DOWNLOADS", "open",
                "TRUSTED_PROXIES", "127.0.0.1"));
        for (int i = 0; i < additional.length; i += 2) {
            all.put(additional[i], additional[i + 1]);
        }
        return all;
    }

    ApiResponse get(UUID datasetId, String... headers) {
        return api.request("GET", ApiClient.download(datasetId), headers);
    }

    /** The request of a proxy that asks whether it may forward a request for this URI. */
    ApiResponse verify(String uri, String... headers) {
        String[] all = Stream.concat(Stream.of("X-Original-URI", uri), Stream.of(headers))
                .toArray(String[]::new);
        return api.request("GET", "/api/auth/verify", all);
    }

    /** The response without its date, to compare it with others. */
    static ApiResponse undated(ApiResponse response) {
        Map<String, List<String>> headers = new HashMap<>(response.headers());
        headers.remove("date");
        return new ApiResponse(response.status(), headers, response.body());
    }
}
