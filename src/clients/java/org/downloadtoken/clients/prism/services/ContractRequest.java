package org.downloadtoken.clients.prism.services;

import java.util.List;
import java.util.stream.Stream;
import org.downloadtoken.testing.ApiResponse;
import org.downloadtoken.testing.RawResponse;

/**
 * A request for an operation of the contract.
 *
 * @param path the path below the base path, with the query
 * @param headers alternating names and values
 * @param isValid whether the contract allows the request
 */
public record ContractRequest(String method, String path, List<String> headers, String body, boolean isValid) {
    /** JSON {@code null} in 1025 bytes. */
    private static final String TOO_LARGE = "null" + " ".repeat(1_021);

    public static ContractRequest of(String method, String path, String... headers) {
        return new ContractRequest(method, path, List.of(headers), "", true);
    }

    /** The same request with additional headers. */
    public ContractRequest with(String... additional) {
        List<String> all =
                Stream.concat(headers.stream(), Stream.of(additional)).toList();
        return new ContractRequest(method, path, all, body, isValid);
    }

    /** The same request with a body in ASCII. */
    public ContractRequest body(String type, String content) {
        return new ContractRequest(method, path, with("Content-Type", type).headers, content, isValid);
    }

    /** The same request, marked as one that the contract does not allow. */
    public ContractRequest invalid() {
        return new ContractRequest(method, path, headers, body, false);
    }

    /** The same request with a header that is too large. */
    public ContractRequest largeHeader() {
        return with("X-Large", "x".repeat(17_000));
    }

    /**
     * The same request with a body that is too large. The contract declares no body. Prism rejects GET and HEAD with a body
     * (stoplightio/prism issue 2259), except JSON {@code null}: then it forwards Content-Length without the body. The service
     * rejects the request by its Content-Length.
     */
    public ContractRequest tooLarge() {
        String type = method.equals("POST") ? "text/plain" : "application/json";
        return body(type, TOO_LARGE).invalid();
    }

    /** Sends the request to a server that has the operations below this base path. */
    public ApiResponse send(int port, String basePath) {
        StringBuilder text = new StringBuilder(method + " " + basePath + path + " HTTP/1.1\r\n");
        field(text, "Host", "localhost");
        field(text, "Connection", "close");
        for (int i = 0; i < headers.size(); i += 2) {
            field(text, headers.get(i), headers.get(i + 1));
        }
        if (!body.isEmpty()) {
            field(text, "Content-Length", String.valueOf(body.length()));
        }
        return RawResponse.to(port, text + "\r\n" + body);
    }

    private static void field(StringBuilder text, String name, String value) {
        text.append(name).append(": ").append(value).append("\r\n");
    }

    public boolean isHead() {
        return method.equals("HEAD");
    }
}
