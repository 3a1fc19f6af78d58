package org.downloadtoken.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** Sends requests to the service, and validates every response against the contract that the service publishes. */
public final class ApiClient {
    public static final String MINT = "/api/auth/download-token/";

    public static final String MINT_ALL = "/api/auth/download-tokens";

    private final PlainClient http;
    private final int port;
    private final ContractCheck contract;

    public ApiClient(int port) {
        this(port, "/api");
    }

    public ApiClient(int port, String basePath) {
        this(new PlainClient(port), port, basePath);
    }

    /** Creates a client with another connection to the service. */
    public ApiClient(PlainClient http, int port, String basePath) {
        this.port = port;
        this.http = http;
        this.contract = new ContractCheck(
                http.request("GET", basePath + "/openapi.yaml").body(), basePath);
    }

    /** Requests a token. The headers are alternating names and values. */
    public ApiResponse mint(UUID datasetId, String... headers) {
        return request("POST", MINT + datasetId, headers);
    }

    public ApiResponse mintAs(String sessionJwt, UUID datasetId) {
        return mint(datasetId, "Authorization", "Bearer " + sessionJwt);
    }

    /** A download token for a public dataset. */
    public String token(UUID datasetId) {
        return mint(datasetId).token();
    }

    public ApiResponse download(UUID datasetId, String token, String... headers) {
        return request("GET", download(datasetId) + "?token=" + token, headers);
    }

    public static String download(UUID datasetId) {
        return "/api/datasets/" + datasetId + "/download/cog";
    }

    public ApiResponse request(String method, String path, String... headers) {
        return checked(method, path, http.request(method, path, headers));
    }

    /** Requests tokens for several datasets. */
    public ApiResponse mintAll(List<?> datasetIds, String... headers) {
        JsonObject body = new JsonObject()
                .put("dataset_ids", datasetIds.stream().map(Object::toString).toList());
        String[] all = Stream.concat(Stream.of("Content-Type", "application/json"), Stream.of(headers))
                .toArray(String[]::new);
        return post(MINT_ALL, body.encode().getBytes(UTF_8), all);
    }

    public ApiResponse post(String path, byte[] body, String... headers) {
        return checked("POST", path, http.request("POST", path, BodyPublishers.ofByteArray(body), headers));
    }

    /** Sends raw bytes, which need not be valid HTTP, and reads the first response. */
    public ApiResponse raw(String request) {
        ApiResponse response = RawResponse.to(port, request);
        contract.verifyProblem(response);
        return response;
    }

    private ApiResponse checked(String method, String path, ApiResponse response) {
        contract.verify(method, path, response);
        return response;
    }
}
