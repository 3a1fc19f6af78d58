package org.downloadtoken.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Sends requests to any server on this machine. Each byte of an image becomes one character of the body. */
public final class PlainClient {
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final int port;
    private final Duration timeout;

    public PlainClient(int port) {
        this(port, Duration.ofMinutes(2));
    }

    /** Creates a client whose requests fail after a timeout. */
    public PlainClient(int port, Duration timeout) {
        this.port = port;
        this.timeout = timeout;
    }

    /** Sends a request. The headers are alternating names and values. */
    public ApiResponse request(String method, String path, String... headers) {
        return request(method, path, BodyPublishers.noBody(), headers);
    }

    public ApiResponse request(String method, String path, BodyPublisher body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .method(method, body)
                .timeout(timeout);
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return send(request.build());
    }

    private ApiResponse send(HttpRequest request) {
        try {
            var response = http.send(request, BodyHandlers.ofByteArray());
            Map<String, List<String>> headers = new HashMap<>();
            response.headers().map().forEach((name, values) -> headers.put(name, new ArrayList<>(values)));
            boolean image = response.headers()
                    .firstValue("content-type")
                    .filter(type -> type.startsWith("image/"))
                    .isPresent();
            return new ApiResponse(
                    response.statusCode(),
                    headers,
                    new String(response.body(), image ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
