package org.downloadtoken.clients.prism;

import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.downloadtoken.clients.prism.services.ContractRequest;
import org.downloadtoken.clients.prism.services.ServiceState;
import org.downloadtoken.clients.prism.services.Services;
import org.downloadtoken.demo.DemoApiKey;
import org.downloadtoken.demo.DemoDataset;
import org.downloadtoken.demo.DemoUser;
import org.downloadtoken.testing.Tokens;

/** The responses of the operation that mints several tokens. */
final class BatchResponses {
    private static final UUID PUBLIC = DemoDataset.PUBLIC.id();
    private static final UUID HIDDEN = DemoDataset.PRIVATE.id();
    private static final String JSON = "application/json";

    private final OperationResponses responses;
    private final Services services;

    BatchResponses(Services services) {
        this.services = services;
        this.responses = new OperationResponses("createDownloadTokens");
    }

    List<ExpectedResponse> all() {
        String session = "Bearer " + Tokens.session(DemoUser.ANALYST);
        responses.add("200", "anonymous", () -> batch(PUBLIC, HIDDEN));
        responses.add(
                "200",
                "session",
                () -> batch(DemoDataset.RESTRICTED.id(), PUBLIC).with("Authorization", session));
        responses.add("200", "id that is no UUID", () -> batch(PUBLIC, "x").invalid());
        responses.add("400", "no ids", () -> request(JSON, "{}").invalid());
        responses.add(
                "400",
                "id that is no string",
                () -> request(JSON, "{\"dataset_ids\":[1]}").invalid());
        responses.add("401", "invalid session", () -> batch(PUBLIC).with("Authorization", "Bearer x"));
        responses.add("403", "read-only API key", () -> batch(PUBLIC).with("X-Api-Key", DemoApiKey.READ_ONLY.text()));
        // Prism removes the space between the members, so the text itself must be long.
        responses.add("413", "large body", () -> batch("x".repeat(9_000)).invalid());
        responses.add(
                "415", "body of another type", () -> request("text/plain", "x").invalid());
        responses.add("422", "empty list", () -> batch().invalid());
        responses.add(
                "422",
                "too many ids",
                () -> batch(Stream.generate(() -> PUBLIC).limit(101).toArray()).invalid());
        responses.add(
                ServiceState.LIMITED,
                "200",
                "rate limit of a dataset",
                () -> batch(PUBLIC, PUBLIC).with("X-Forwarded-For", "203.0.113.8"));
        responses.add(
                ServiceState.LIMITED,
                "429",
                "invalid credentials",
                () -> services.limited(
                        batch(PUBLIC).with("Authorization", "Bearer x", "X-Forwarded-For", "203.0.113.9")));
        responses.add(ServiceState.CATALOG_CHANGED, "500", "unreadable rows", () -> services.unreadable(batch(PUBLIC)));
        responses.add(ServiceState.CATALOG_DOWN, "503", "catalog down", () -> batch(PUBLIC));
        responses.add("default", "large header", () -> batch(PUBLIC).largeHeader());
        return responses.all();
    }

    private static ContractRequest batch(Object... datasetIds) {
        String ids = Stream.of(datasetIds).map(id -> "\"" + id + "\"").collect(Collectors.joining(","));
        return request(JSON, "{\"dataset_ids\":[" + ids + "]}");
    }

    private static ContractRequest request(String type, String body) {
        return ContractRequest.of("POST", "/auth/download-tokens").body(type, body);
    }
}
