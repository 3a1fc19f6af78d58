package org.downloadtoken.it.http2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Headers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.net.ssl.SSLContext;
import org.downloadtoken.demo.DemoDataset;
import org.downloadtoken.testing.ApiClient;
import org.downloadtoken.testing.RunningService;
import org.downloadtoken.testing.http2.Frame;
import org.downloadtoken.testing.http2.RawHttp2;
import org.downloadtoken.testing.tls.TestCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that are invalid in HTTP/2, or that no client sends. The connection serves other requests afterwards. */
class Http2RequestsIT {
    private static final TestCertificate CERTIFICATE = TestCertificate.named("requests");
    private static final SSLContext TRUST = TestCertificate.trusting(CERTIFICATE);
    private static final String MINT = ApiClient.MINT + DemoDataset.PUBLIC.id();

    @RegisterExtension
    static final RunningService SERVICE = RunningService.overHttp2(CERTIFICATE, Map.of());

    private RawHttp2 http2;

    @BeforeEach
    void connect() throws IOException {
        http2 = RawHttp2.open(SERVICE.port(), TRUST);
    }

    @AfterEach
    void disconnect() throws IOException {
        http2.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "connection: close",
                "transfer-encoding: chunked",
                "keep-alive: timeout=5",
                "upgrade: websocket",
                "te: gzip",
                "X-Upper: a",
                "content-length: 5",
                "content-length: -1",
                "content-length: 1, 1",
                ":status: 200",
                "host: elsewhere",
                "a b: c"
            })
    void invalidHeaderResetsTheStreamOnly(String header) throws IOException {
        int separator = header.indexOf(": ");
        http2.send(http2.request(1, "POST", MINT, header.substring(0, separator), header.substring(separator + 2)));

        assertEquals(Frame.RST_STREAM, http2.answer(1).type());
        assertServed(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {":method", ":scheme", ":path"})
    void missingPseudoHeaderResetsTheStreamOnly(String name) throws IOException {
        Http2Headers headers =
                new DefaultHttp2Headers(false).method("POST").scheme("https").path(MINT);
        headers.remove(name);
        http2.send(Frame.of(Frame.HEADERS, Frame.END_HEADERS | Frame.END_STREAM, 1, http2.encode(headers)));

        assertEquals(Frame.RST_STREAM, http2.answer(1).type());
        assertServed(3);
    }

    @ParameterizedTest
    @CsvSource({"GET, /api/nowhere, 404", "GET, *, 404", "BREW, /api/openapi.yaml, 405"})
    void unusualRequestIsAnswered(String method, String path, int status) throws IOException {
        http2.send(http2.request(1, method, path));

        assertEquals(status, http2.status(http2.answer(1)));
        assertServed(3);
    }

    @Test
    void secondHostIsRefused() throws IOException {
        http2.send(http2.request(1, "POST", MINT, "host", "localhost", "host", "localhost"));

        assertEquals(400, http2.status(http2.answer(1)));
    }

    @Test
    void longHeadersAndLongPathsAreRefused() throws IOException {
        http2.send(http2.request(1, "GET", "/api/" + "a".repeat(8_200)));
        assertEquals(414, http2.status(http2.answer(1)));
        http2.send(http2.request(3, "POST", MINT, "x", "a".repeat(16_300)));
        assertEquals(431, http2.status(http2.answer(3)));
        http2.send(inFrames(7, http2.block("POST", MINT, "x", "a".repeat(40_000))));
        assertEquals(431, http2.status(http2.answer(7)));
        assertServed(9);
    }

    @Test
    void requestBeyondTheLimitOfStreamsIsRefused() throws IOException {
        http2.send(IntStream.rangeClosed(0, 100)
                .mapToObj(i ->
                        Frame.of(Frame.HEADERS, Frame.END_HEADERS, 2 * i + 1, http2.block("POST", ApiClient.MINT_ALL)))
                .toArray(Frame[]::new));

        assertEquals(7, http2.answer(201).errorCode()); // REFUSED_STREAM
    }

    @ParameterizedTest
    @ValueSource(strings = {"FOO@", "FOO BAR", "GET/", "", "\u00e9", "CONNECT"})
    void invalidMethodResetsTheStreamOnly(String method) throws IOException {
        Http2Headers headers =
                new DefaultHttp2Headers(false).method(method).scheme("https").authority("localhost");
        if (!method.equals("CONNECT")) {
            headers.path(MINT);
        }
        http2.send(Frame.of(Frame.HEADERS, Frame.END_HEADERS | Frame.END_STREAM, 1, http2.encode(headers)));

        assertEquals(Frame.RST_STREAM, http2.answer(1).type());
        assertServed(3);
    }

    @Test
    void frameThatNoClientMaySendEndsTheConnection() throws IOException {
        http2.send(Frame.of(Frame.PUSH_PROMISE, Frame.END_HEADERS, 1, new byte[4]));

        Optional<Frame> goAway = http2.await(frame -> frame.type() == Frame.GOAWAY);
        assertEquals(1, goAway.orElseThrow().errorCode()); // PROTOCOL_ERROR
        assertTrue(http2.await(frame -> false).isEmpty());
    }

    /** A header block that one frame cannot hold. */
    private static Frame[] inFrames(int stream, byte[] block) {
        int size = 16_000;
        List<Frame> frames = new ArrayList<>();
        for (int begin = 0; begin < block.length; begin += size) {
            int end = Math.min(block.length, begin + size);
            int flags = (begin == 0 ? Frame.END_STREAM : 0) | (end == block.length ? Frame.END_HEADERS : 0);
            int type = begin == 0 ? Frame.HEADERS : Frame.CONTINUATION;
            frames.add(Frame.of(type, flags, stream, Arrays.copyOfRange(block, begin, end)));
        }
        return frames.toArray(Frame[]::new);
    }

    private void assertServed(int stream) throws IOException {
        http2.send(http2.request(stream, "POST", MINT));
        assertEquals(200, http2.status(http2.answer(stream)));
    }
}
