package org.downloadtoken.it.http2;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Headers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
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
import org.junit.jupiter.params.provider.ValueSource;

/** Requests with a body, whose length HTTP/2 need not announce. The connection serves other requests afterwards. */
class Http2BodiesIT {
    private static final TestCertificate CERTIFICATE = TestCertificate.named("requests");
    private static final SSLContext TRUST = TestCertificate.trusting(CERTIFICATE);
    private static final String MINT = ApiClient.MINT + DemoDataset.PUBLIC.id();
    private static final byte[] BATCH =
            ("{\"dataset_ids\":[\"" + DemoDataset.PUBLIC.id() + "\"]}").getBytes(StandardCharsets.UTF_8);

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
    @ValueSource(strings = {"", "content-length", "expect"})
    void bodyNeedsNoHeaderThatAnnouncesIt(String header) throws IOException {
        String[] headers = switch (header) {
            case "content-length" ->
                new String[] {header, String.valueOf(BATCH.length), "content-type", "application/json"};
            case "expect" -> new String[] {header, "100-continue", "content-type", "application/json"};
            default -> new String[] {"content-type", "application/json"};
        };
        http2.send(Frame.of(Frame.HEADERS, Frame.END_HEADERS, 1, http2.block("POST", ApiClient.MINT_ALL, headers)));
        if (header.equals("expect")) {
            assertEquals(100, http2.status(http2.answer(1)));
        }
        for (int i = 0; i < BATCH.length; i++) {
            http2.send(Frame.of(Frame.DATA, i == BATCH.length - 1 ? Frame.END_STREAM : 0, 1, new byte[] {BATCH[i]}));
        }

        assertEquals(200, http2.status(http2.answer(1)));
        assertServed(3);
    }

    @Test
    void trailersEndARequest() throws IOException {
        Http2Headers trailers = new DefaultHttp2Headers(false).set("x-checksum", "1");
        http2.send(
                Frame.of(Frame.HEADERS, Frame.END_HEADERS, 1, http2.block("POST", MINT)),
                Frame.of(Frame.HEADERS, Frame.END_HEADERS | Frame.END_STREAM, 1, http2.encode(trailers)));

        assertEquals(200, http2.status(http2.answer(1)));
        assertServed(3);
    }

    /** Clients assume so many streams until they have read the settings of the server. */
    @Test
    void bodiesOfAHundredRequestsAtOnceAreAccepted() throws IOException {
        for (int stream = 1; stream < 200; stream += 2) {
            http2.send(Frame.of(Frame.HEADERS, Frame.END_HEADERS, stream, http2.block("POST", MINT)));
        }
        for (int stream = 1; stream < 200; stream += 2) {
            http2.send(Frame.of(Frame.DATA, Frame.END_STREAM, stream, "{}".getBytes(StandardCharsets.US_ASCII)));
        }

        for (int i = 0; i < 100; i++) {
            Frame answer = http2.await(frame -> frame.type() == Frame.HEADERS || frame.type() == Frame.RST_STREAM)
                    .orElseThrow();
            assertEquals(Frame.HEADERS, answer.type(), "answer " + i);
            assertEquals(200, http2.status(answer), "answer " + i);
        }
    }

    @Test
    void longBodyIsRefusedAndTheConnectionServesOn() throws IOException {
        http2.send(Frame.of(Frame.HEADERS, Frame.END_HEADERS, 1, http2.block("POST", MINT)));
        http2.send(Frame.of(Frame.DATA, 0, 1, new byte[1_025]));

        assertEquals(413, http2.status(http2.answer(1)));
        assertServed(3);
    }

    private void assertServed(int stream) throws IOException {
        http2.send(http2.request(stream, "POST", MINT));
        assertEquals(200, http2.status(http2.answer(stream)));
    }
}
