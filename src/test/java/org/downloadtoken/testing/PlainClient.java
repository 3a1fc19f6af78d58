package org.downloadtoken.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
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
import javax.net.ssl.SSLContext;

/** Sends requests to any server on this machine. Each byte of an image becomes one character of the body. */
public final class PlainClient {
    private final HttpClient http;
    private final String origin;
    private final Duration timeout;

    public PlainClient(int port) {
        this(port, Duration.ofMinutes(2));
    }

    /** Creates a client whose requests fail after a timeout. */
    public PlainClient(int port, Duration timeout) {
        this(HttpClient.newBuilder().version(Version.HTTP_1_1), "http://127.0.0.1:" + port, timeout);
    }

    private PlainClient(HttpClient.Builder http, String origin, Duration timeout) {
        this.http = http.build();
        this.origin = origin;
        this.timeout = timeout;
    }

    /** Creates a client that sends requests of HTTP/1.1 over TLS. */
    public static PlainClient overTls(int port, SSLContext tls) {
        return overTls(port, tls, Version.HTTP_1_1);
    }

    /** Creates a client that sends requests of HTTP/2 over TLS. */
    public static PlainClient overHttp2(int port, SSLContext tls) {
        return overTls(port, tls, Version.HTTP_2);
    }

    private static PlainClient overTls(int port, SSLContext tls, Version version) {
        return new PlainClient(
                HttpClient.newBuilder().sslContext(tls).version(version),
                "https://127.0.0.1:" + port,
                Duration.ofMinutes(2));
    }

    /** Sends a request. The headers are alternating names and values. */
    public ApiResponse request(String method, String path, String... headers) {
        return request(method, path, BodyPublishers.noBody(), headers);
    }

    public ApiResponse request(String method, String path, BodyPublisher body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(origin + path))
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
            if (http.version() != response.version()) {
                throw new IllegalStateException("The response has " + response.version());
            }
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
