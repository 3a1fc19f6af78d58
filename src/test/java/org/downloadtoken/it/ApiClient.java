package org.downloadtoken.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Asks the service, and holds every answer against the contract that the service itself publishes. */
final class ApiClient {
    static final String MINT = "/api/auth/download-token/";

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final int port;
    private final ContractCheck contract;

    ApiClient(int port) {
        this(port, "/api");
    }

    ApiClient(int port, String basePath) {
        this.port = port;
        this.contract = new ContractCheck(
                send(HttpRequest.newBuilder(uri(basePath + "/openapi.yaml")).build())
                        .body(),
                basePath);
    }

    /** Asks for a token; the headers are names and values in turn. */
    ApiResponse mint(UUID datasetId, String... headers) {
        return request("POST", MINT + datasetId, headers);
    }

    ApiResponse mintAs(String sessionJwt, UUID datasetId) {
        return mint(datasetId, "Authorization", "Bearer " + sessionJwt);
    }

    /** A download token, of a dataset that is public. */
    String token(UUID datasetId) {
        return mint(datasetId).token();
    }

    ApiResponse download(UUID datasetId, String token, String... headers) {
        return request("GET", download(datasetId) + "?token=" + token, headers);
    }

    static String download(UUID datasetId) {
        return "/api/datasets/" + datasetId + "/download/cog";
    }

    ApiResponse request(String method, String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path)).method(method, BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        return checked(method, path, send(request.build()));
    }

    ApiResponse post(String path, byte[] body) {
        return checked(
                "POST",
                path,
                send(HttpRequest.newBuilder(uri(path))
                        .POST(BodyPublishers.ofByteArray(body))
                        .build()));
    }

    /** Sends bytes that no HTTP client would, and reads the first response. */
    ApiResponse raw(String request) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            ApiResponse response = RawResponse.read(socket.getInputStream());
            contract.verifyProblem(response);
            return response;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ApiResponse checked(String method, String path, ApiResponse response) {
        contract.verify(method, path, response);
        return response;
    }

    private ApiResponse send(HttpRequest request) {
        try {
            var response = http.send(request, BodyHandlers.ofByteArray());
            boolean binary = response.headers()
                    .firstValue("content-type")
                    .filter(type -> type.startsWith("image/"))
                    .isPresent();
            String body = new String(response.body(), binary ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);
            Map<String, List<String>> headers = new HashMap<>();
            response.headers().map().forEach((name, values) -> headers.put(name, new ArrayList<>(values)));
            return new ApiResponse(response.statusCode(), headers, body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }
}
