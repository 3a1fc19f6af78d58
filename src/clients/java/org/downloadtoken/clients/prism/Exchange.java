package org.downloadtoken.clients.prism;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.downloadtoken.clients.prism.services.ContractRequest;
import org.downloadtoken.testing.ApiResponse;

/**
 * A request through Prism.
 *
 * @param response what the client received
 * @param own the response of the service; empty if Prism did not forward the request
 */
record Exchange(ContractRequest request, ApiResponse response, Optional<ApiResponse> own) {
    /** The violations of the contract that Prism reports, as JSON; empty if there are none. */
    Optional<String> violations() {
        return response.header("sl-violations");
    }

    /** Whether the service responded with a body of JSON. */
    boolean hasJson() {
        return !request.isHead()
                && own.flatMap(service -> service.header("content-type"))
                        .filter(type -> type.endsWith("json"))
                        .isPresent();
    }

    /** Requires that the client received the response of the service: status, headers and each byte of the body. */
    void requireUnchanged() {
        ApiResponse service = own.orElseThrow(() -> new AssertionError("not forwarded: " + this));
        assertEquals(service.status(), response.status());
        assertEquals(service.body(), response.body());
        service.headers().forEach((name, values) -> {
            if (!isReplaced(name)) {
                assertEquals(values, response.headers().get(name), name);
            }
        });
    }

    /** Each connection has its own header Connection. Prism sends the length 0 with each response to HEAD. */
    private boolean isReplaced(String header) {
        return header.equals("connection") || (header.equals("content-length") && request.isHead());
    }
}
