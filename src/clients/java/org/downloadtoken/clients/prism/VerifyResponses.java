package org.downloadtoken.clients.prism;

import java.util.List;
import java.util.UUID;
import org.downloadtoken.clients.prism.services.ContractRequest;
import org.downloadtoken.clients.prism.services.ServiceState;
import org.downloadtoken.clients.prism.services.Services;
import org.downloadtoken.demo.DemoDataset;
import org.downloadtoken.demo.DemoUser;
import org.downloadtoken.testing.Tokens;

/** The responses of the operations that check a download for a proxy. */
final class VerifyResponses {
    private static final UUID PUBLIC = DemoDataset.PUBLIC.id();

    private final OperationResponses responses;
    private final Services services;
    private final String method;

    VerifyResponses(Services services, String operationId, String method) {
        this.services = services;
        this.responses = new OperationResponses(operationId);
        this.method = method;
    }

    List<ExpectedResponse> all() {
        String session = "Bearer " + Tokens.session(DemoUser.ANALYST);
        responses.add("204", "token", () -> token());
        responses.add(
                "204", "session", () -> verify(DemoDataset.RESTRICTED.id(), "").with("Authorization", session));
        responses.add("401", "no URI", () -> ContractRequest.of(method, "/auth/verify"));
        responses.add("401", "no credential", () -> verify(PUBLIC, ""));
        responses.add("401", "invalid token", () -> verify(PUBLIC, "?token=x.y.z"));
        responses.add(
                "403",
                "hidden dataset",
                () -> verify(DemoDataset.PRIVATE.id(), "").with("Authorization", session));
        responses.add("403", "another method", () -> token().with("X-Original-Method", "PUT"));
        responses.add("413", "large body", () -> token().tooLarge());
        responses.add(
                ServiceState.LIMITED,
                "429",
                "invalid credentials",
                () -> services.limited(verify(PUBLIC, "?token=x.y.z").with("X-Forwarded-For", "203.0.113.2")));
        responses.add(ServiceState.CATALOG_CHANGED, "500", "unreadable rows", () -> services.unreadable(token()));
        responses.add(ServiceState.CATALOG_DOWN, "503", "catalog down", () -> token());
        responses.add("default", "large header", () -> token().largeHeader());
        return responses.all();
    }

    private ContractRequest token() {
        return verify(PUBLIC, "?token=" + services.token(PUBLIC));
    }

    private ContractRequest verify(UUID datasetId, String query) {
        return ContractRequest.of(method, "/auth/verify")
                .with("X-Original-URI", "/api/datasets/" + datasetId + "/download/cog" + query);
    }
}
