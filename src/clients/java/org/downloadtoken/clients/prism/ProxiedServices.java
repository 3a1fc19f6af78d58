package org.downloadtoken.clients.prism;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.downloadtoken.clients.prism.services.ContractRequest;
import org.downloadtoken.clients.prism.services.ServiceState;
import org.downloadtoken.clients.prism.services.Services;
import org.downloadtoken.testing.ApiResponse;

/** Services behind three instances of Prism, which validate against the contract that the services publish. */
final class ProxiedServices implements AutoCloseable {
    /** The published document, which CI lints. */
    private static final Path PUBLISHED = Path.of("target/clients/published.yaml");

    private final RecordingRelay relay = new RecordingRelay();
    private final Services services;
    private final JsonNode contract;
    private final Prism strict;
    private final Prism responsesOnly;
    private final Prism unfulfilled;

    /** Starts the services and Prism. Their files are below this directory. */
    ProxiedServices(Path directory) throws IOException {
        services = new Services(directory);
        ObjectMapper json = new ObjectMapper();
        contract = json.readTree(document("/openapi.json"));
        Files.createDirectories(PUBLISHED.getParent());
        Files.writeString(PUBLISHED, document("/openapi.yaml"));
        Path changed = directory.resolve("unfulfilled.json");
        json.writeValue(changed.toFile(), UnfulfilledContract.of(contract));
        String upstream = "http://127.0.0.1:" + relay.port() + "/api";
        strict = Prism.start(PUBLISHED, upstream, directory.resolve("strict.log"));
        responsesOnly =
                Prism.start(PUBLISHED, upstream, directory.resolve("responses.log"), "--validate-request=false");
        unfulfilled = Prism.start(changed, upstream, directory.resolve("unfulfilled.log"), "--validate-request=false");
    }

    Services services() {
        return services;
    }

    /** The published contract. */
    JsonNode contract() {
        return contract;
    }

    /** Sends the request through Prism, which validates the response, and the request unless the contract does not allow it. */
    Exchange send(ExpectedResponse expected) {
        ContractRequest request = expected.request().get();
        return send(request.isValid() ? strict : responsesOnly, expected.state(), request);
    }

    /** Sends the request through Prism, which validates the request and the response. */
    Exchange sendStrictly(ExpectedResponse expected) {
        return send(strict, expected.state(), expected.request().get());
    }

    /** Sends the request through Prism with a contract that no response fulfils. */
    Exchange sendUnfulfilled(ExpectedResponse expected) {
        return send(unfulfilled, expected.state(), expected.request().get());
    }

    private Exchange send(Prism prism, ServiceState state, ContractRequest request) {
        relay.target(services.port(state));
        ApiResponse response = prism.send(request);
        return new Exchange(request, response, relay.response(request.isHead()));
    }

    private String document(String path) {
        return services.send(ServiceState.HEALTHY, ContractRequest.of("GET", path))
                .body();
    }

    @Override
    public void close() {
        unfulfilled.close();
        responsesOnly.close();
        strict.close();
        relay.close();
        services.close();
    }
}
