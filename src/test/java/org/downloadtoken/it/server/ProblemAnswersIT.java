package org.downloadtoken.it.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;
import org.downloadtoken.demo.DemoDataset;
import org.downloadtoken.testing.ApiClient;
import org.downloadtoken.testing.ApiResponse;
import org.downloadtoken.testing.RunningService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests that every failure has problem details, even if the request reaches no operation. */
class ProblemAnswersIT {
    @RegisterExtension
    static final RunningService SERVICE = new RunningService();

    private static final String PATH = ApiClient.MINT + DemoDataset.PUBLIC.id();

    @ParameterizedTest
    @ValueSource(strings = {"GET", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "BREW"})
    void anotherMethodIsRefusedWithTheAllowedOnes(String method) {
        ApiResponse response = SERVICE.client().raw(method + " " + PATH + " HTTP/1.1\r\nHost: x\r\n\r\n");

        assertEquals(405, response.status());
        assertEquals("POST", response.header("allow").orElse(""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/nothing", "/api/nothing", "/auth/download-token/x", "/metrics", "/health/live"})
    void anUnknownPathIsNotFound(String path) {
        assertEquals(404, SERVICE.client().request("GET", path).status());
    }

    static Stream<Arguments> malformed() {
        String post = "POST " + PATH;
        return Stream.of(
                arguments("no HTTP", "nonsense\r\n\r\n", 400),
                arguments("no Host", post + " HTTP/1.1\r\n\r\n", 400),
                arguments("header without a colon", post + " HTTP/1.1\r\nHost: x\r\nnonsense\r\n\r\n", 400),
                arguments(
                        "broken escape in the path",
                        "POST /api/auth/download-token/%zz HTTP/1.1\r\nHost: x\r\n\r\n",
                        400),
                arguments("broken escape in the query", post + "?a=%zz HTTP/1.1\r\nHost: x\r\n\r\n", 400),
                arguments(
                        "two lengths",
                        post + " HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
                        400),
                arguments("negative length", post + " HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n", 400),
                arguments("long line", "POST /" + "x".repeat(20_000) + " HTTP/1.1\r\nHost: x\r\n\r\n", 414),
                arguments("long header", post + " HTTP/1.1\r\nHost: x\r\nX: " + "x".repeat(20_000) + "\r\n\r\n", 431),
                arguments(
                        "length of no number",
                        post + " HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999999999999\r\n\r\n",
                        400),
                arguments("length of no int", post + " HTTP/1.1\r\nHost: x\r\nContent-Length: 9999999999\r\n\r\n", 413),
                arguments("long length", post + " HTTP/1.1\r\nHost: x\r\nContent-Length: 1025\r\n\r\n", 413),
                arguments(
                        "long chunks",
                        post + " HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n800\r\n" + "x".repeat(0x800)
                                + "\r\n0\r\n\r\n",
                        413),
                arguments(
                        "unmet expectation",
                        post + " HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nExpect: x\r\n\r\nx",
                        417));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("malformed")
    void malformedRequestReceivesProblemDetails(String name, String request, int status) {
        assertEquals(status, SERVICE.client().raw(request).status(), name);
    }

    @Test
    void formIsTreatedLikeAnyOtherBody() {
        String form =
                " HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 9\r\n\r\napi_key=x";

        assertEquals(405, SERVICE.client().raw("PUT " + PATH + form).status());
        assertEquals(
                422, SERVICE.client().raw("POST " + ApiClient.MINT + "x" + form).status());
        assertEquals(
                404,
                SERVICE.client()
                        .raw("POST " + ApiClient.MINT + DemoDataset.PRIVATE.id() + form)
                        .status());
    }

    @Test
    void aSmallBodyIsIgnored() {
        assertEquals(200, SERVICE.client().post(PATH, new byte[1024]).status());
        assertEquals(413, SERVICE.client().post(PATH, new byte[1025]).status());
        assertEquals(200, SERVICE.client().post(PATH, new byte[0]).status());
    }
}
