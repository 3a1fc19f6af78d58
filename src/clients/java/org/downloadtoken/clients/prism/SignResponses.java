package org.downloadtoken.clients.prism;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.List;
import java.util.UUID;
import org.downloadtoken.clients.prism.services.ContractRequest;
import org.downloadtoken.clients.prism.services.ServiceState;
import org.downloadtoken.clients.prism.services.Services;
import org.downloadtoken.demo.DemoApiKey;
import org.downloadtoken.demo.DemoDataset;
import org.downloadtoken.demo.DemoUser;
import org.downloadtoken.testing.Tokens;

/** The responses of the operation that signs URLs. */
final class SignResponses {
    private static final UUID PUBLIC = DemoDataset.PUBLIC.id();

    private SignResponses() {}

    static List<ExpectedResponse> of(Services services) {
        OperationResponses responses = new OperationResponses("signUrl");
        String session = "Bearer " + Tokens.session(DemoUser.ANALYST);
        responses.add("200", "anonymous", () -> sign(PUBLIC));
        responses.add("200", "session", () -> sign(DemoDataset.RESTRICTED.id()).with("Authorization", session));
        responses.add("400", "URL of another host", () -> signUrl("https://files.example.com/"));
        responses.add(
                "400", "no URL", () -> ContractRequest.of("GET", "/auth/sign").invalid());
        responses.add("401", "invalid session", () -> sign(PUBLIC).with("Authorization", "Bearer x"));
        responses.add("403", "read-only API key", () -> sign(PUBLIC).with("X-Api-Key", DemoApiKey.READ_ONLY.text()));
        responses.add("404", "hidden dataset", () -> sign(DemoDataset.PRIVATE.id()));
        responses.add("413", "large body", () -> sign(PUBLIC).tooLarge());
        responses.add(
                ServiceState.LIMITED,
                "429",
                "rate limit",
                () -> services.limited(sign(PUBLIC).with("X-Forwarded-For", "203.0.113.7")));
        responses.add(ServiceState.CATALOG_CHANGED, "500", "unreadable rows", () -> services.unreadable(sign(PUBLIC)));
        responses.add(ServiceState.CATALOG_DOWN, "503", "catalog down", () -> sign(PUBLIC));
        responses.add("default", "large header", () -> sign(PUBLIC).largeHeader());
        return responses.all();
    }

    private static ContractRequest sign(UUID datasetId) {
        return signUrl(Services.PUBLIC_URL + "/datasets/" + datasetId + "/download/cog");
    }

    private static ContractRequest signUrl(String url) {
        return ContractRequest.of("GET", "/auth/sign?href=" + URLEncoder.encode(url, UTF_8));
    }
}
