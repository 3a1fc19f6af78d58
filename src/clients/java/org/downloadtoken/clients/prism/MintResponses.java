package org.downloadtoken.clients.prism;

import java.util.List;
import java.util.UUID;
import org.downloadtoken.clients.prism.services.ContractRequest;
import org.downloadtoken.clients.prism.services.ServiceState;
import org.downloadtoken.clients.prism.services.Services;
import org.downloadtoken.demo.DemoDataset;
import org.downloadtoken.demo.DemoUser;
import org.downloadtoken.testing.Tokens;

/** The responses of the operation that mints a token. */
final class MintResponses {
    private static final String PATH = "/auth/download-token/";
    private static final UUID PUBLIC = DemoDataset.PUBLIC.id();

    private final OperationResponses responses;
    private final Services services;

    MintResponses(Services services) {
        this.services = services;
        this.responses = new OperationResponses("createDownloadToken");
    }

    List<ExpectedResponse> all() {
        responses.add("200", "anonymous", () -> mint(PUBLIC));
        responses.add(
                "200",
                "session",
                () -> mint(DemoDataset.RESTRICTED.id())
                        .with("Authorization", "Bearer " + Tokens.session(DemoUser.ANALYST)));
        responses.add("200", "API key", () -> mint(DemoDataset.RESTRICTED.id()).with("X-Api-Key", "demo-analyst-full"));
        responses.add("400", "malformed path", () -> mint("%zz").invalid());
        responses.add("401", "invalid session", () -> mint(PUBLIC).with("Authorization", "Bearer x"));
        responses.add("401", "unknown API key", () -> mint(PUBLIC).with("X-Api-Key", "x"));
        responses.add("403", "read-only API key", () -> mint(PUBLIC).with("X-Api-Key", "demo-analyst-read-only"));
        responses.add("404", "hidden dataset", () -> mint(DemoDataset.PRIVATE.id()));
        responses.add("404", "unknown dataset", () -> mint(UUID.randomUUID()));
        responses.add("413", "large body", () -> mint(PUBLIC).tooLarge());
        responses.add("422", "id that is no UUID", () -> mint("x").invalid());
        responses.add(
                ServiceState.LIMITED,
                "429",
                "rate limit",
                () -> services.limited(mint(PUBLIC).with("X-Forwarded-For", "203.0.113.1")));
        responses.add(ServiceState.CATALOG_CHANGED, "500", "unreadable rows", () -> services.unreadable(mint(PUBLIC)));
        responses.add(ServiceState.CATALOG_DOWN, "503", "catalog down", () -> mint(PUBLIC));
        responses.add("default", "large header", () -> mint(PUBLIC).largeHeader());
        return responses.all();
    }

    private static ContractRequest mint(Object datasetId) {
        return ContractRequest.of("POST", PATH + datasetId);
    }
}
