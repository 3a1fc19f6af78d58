package org.downloadtoken.it.forwardauth.envoy;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.downloadtoken.testing.ApiResponse;
import org.downloadtoken.testing.RawResponse;

/**
 * Sends what the filter ext_authz of Envoy sends to an HTTP service, as its documentation (ext_authz.proto, HttpService) and its
 * source describe it: the client's method; its path and query after path_prefix; its Host; Content-Length 0 and no body; its
 * headers that are allowed; and headers of Envoy's own client.
 *
 * @param prefix the setting path_prefix
 */
record EnvoyCheck(int port, String prefix) {
    /** The only status that allows the request. Envoy sends any other below 500 to its client. */
    static final int ALLOWED = 200;

    /** The setting in the shipped configurations. */
    static final String PREFIX = "/api/auth/ext-authz";

    EnvoyCheck(int port) {
        this(port, PREFIX);
    }

    /**
     * Sends a request.
     *
     * @param target the path and query of the client
     * @param allowed names and values of headers that the filter passes on
     */
    ApiResponse of(String method, String target, String... allowed) {
        List<String> own = List.of(
                "host: maps.example.com",
                "content-length: 0",
                "x-envoy-internal: true",
                "x-forwarded-for: 192.0.2.7,127.0.0.1",
                "x-envoy-expected-rq-timeout-ms: 3000");
        String passedOn = IntStream.range(0, allowed.length / 2)
                .mapToObj(i -> allowed[2 * i] + ": " + allowed[2 * i + 1] + "\r\n")
                .collect(Collectors.joining());
        return RawResponse.to(
                port,
                method + " " + prefix + target + " HTTP/1.1\r\n" + String.join("\r\n", own) + "\r\n" + passedOn
                        + "\r\n");
    }
}
