package org.downloadtoken.it.http2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import org.downloadtoken.testing.Metrics;
import org.downloadtoken.testing.RunningService;
import org.downloadtoken.testing.http2.Frame;
import org.downloadtoken.testing.http2.RawHttp2;
import org.downloadtoken.testing.tls.TestCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Sends many frames that cost the client little (RFC 9113, section 10.5). */
class Http2FloodIT {
    private static final int ENHANCE_YOUR_CALM = 11;
    private static final int CANCEL = 8;
    private static final int AT_ONCE = 50;

    private static final TestCertificate CERTIFICATE = TestCertificate.named("flood");
    private static final SSLContext TRUST = TestCertificate.trusting(CERTIFICATE);
    private static final String MINT = ApiClient.MINT + DemoDataset.PUBLIC.id();

    @RegisterExtension
    static final RunningService SERVICE = RunningService.overHttp2(CERTIFICATE, Map.of());

    private enum Flood {
        PING(2_000),
        PING_ACK(2_000),
        SETTINGS(2_000),
        SETTINGS_ACK(2_000),
        PRIORITY(2_000),
        UNKNOWN(2_000),
        GOAWAY(2_000),
        SMALL_WINDOW_UPDATE(2_000),
        /** Netty ignores these frames, so only their bytes are counted. */
        WINDOW_UPDATE_OF_CLOSED_STREAM(20_000),
        EMPTY_DATA(20),
        /** CVE-2023-44487. */
        RAPID_RESET(1_500),
        /** CVE-2025-8671: the client lets the server reset its streams. */
        MADE_YOU_RESET(1_500),
        /** A header block in many small CONTINUATION frames. */
        CONTINUATION(200);

        private final int frames;

        Flood(int frames) {
            this.frames = frames;
        }

        Frame[] begin(RawHttp2 http2) {
            return switch (this) {
                case EMPTY_DATA, CONTINUATION ->
                    new Frame[] {
                        new Frame(
                                Frame.HEADERS, this == EMPTY_DATA ? Frame.END_HEADERS : 0, 1, http2.block("POST", MINT))
                    };
                case WINDOW_UPDATE_OF_CLOSED_STREAM ->
                    new Frame[] {http2.request(1, "POST", MINT), Frame.number(Frame.RST_STREAM, 1, CANCEL)};
                default -> new Frame[0];
            };
        }

        Frame[] next(RawHttp2 http2, int i) {
            int stream = 2 * i + 1;
            return switch (this) {
                case PING -> new Frame[] {new Frame(Frame.PING, 0, 0, new byte[8])};
                case PING_ACK -> new Frame[] {new Frame(Frame.PING, Frame.ACK, 0, new byte[8])};
                case SETTINGS -> new Frame[] {Frame.empty(Frame.SETTINGS, 0, 0)};
                case SETTINGS_ACK -> new Frame[] {Frame.empty(Frame.SETTINGS, Frame.ACK, 0)};
                case PRIORITY -> new Frame[] {new Frame(Frame.PRIORITY, 0, stream, new byte[5])};
                case UNKNOWN -> new Frame[] {new Frame(77, 0, 0, new byte[5])};
                case GOAWAY -> new Frame[] {new Frame(Frame.GOAWAY, 0, 0, new byte[8])};
                case SMALL_WINDOW_UPDATE -> new Frame[] {Frame.number(Frame.WINDOW_UPDATE, 0, 1)};
                case WINDOW_UPDATE_OF_CLOSED_STREAM -> new Frame[] {Frame.number(Frame.WINDOW_UPDATE, 1, 5_000)};
                case EMPTY_DATA -> new Frame[] {Frame.empty(Frame.DATA, 0, 1)};
                case RAPID_RESET ->
                    new Frame[] {http2.request(stream, "POST", MINT), Frame.number(Frame.RST_STREAM, stream, CANCEL)};
                case MADE_YOU_RESET ->
                    new Frame[] {
                        new Frame(Frame.HEADERS, Frame.END_HEADERS, stream, http2.block("POST", MINT)),
                        Frame.number(Frame.WINDOW_UPDATE, stream, 0)
                    };
                case CONTINUATION -> new Frame[] {Frame.empty(9, 0, 1)};
            };
        }
    }

    @ParameterizedTest
    @EnumSource
    void floodEndsTheConnection(Flood flood) throws IOException {
        double floods = floods();
        try (RawHttp2 http2 = RawHttp2.open(SERVICE.port(), TRUST)) {
            http2.send(flood.begin(http2));
            sendUntilClosed(http2, flood);
            Optional<Frame> goAway = http2.await(frame -> frame.type() == Frame.GOAWAY);

            goAway.ifPresent(frame -> assertEquals(ENHANCE_YOUR_CALM, frame.errorCode()));
            assertEquals(Optional.empty(), http2.await(frame -> false)); // it is closed
        }
        assertEquals(floods + 1, floods());
        assertServed();
    }

    @Test
    void permittedFramesAreAnswered() throws IOException {
        try (RawHttp2 http2 = RawHttp2.open(SERVICE.port(), TRUST)) {
            int pings = 900;
            http2.send(IntStream.range(0, pings)
                    .mapToObj(i -> new Frame(Frame.PING, 0, 0, new byte[8]))
                    .toArray(Frame[]::new));
            for (int i = 0; i < pings; i++) {
                assertTrue(http2.await(frame -> frame.type() == Frame.PING).isPresent(), "ping " + i);
            }
            http2.send(http2.request(1, "POST", MINT));

            assertTrue(http2.await(Frame::isLast).isPresent());
        }
    }

    private static void sendUntilClosed(RawHttp2 http2, Flood flood) {
        List<Frame> frames = new ArrayList<>();
        try {
            for (int i = 0; i < flood.frames; i++) {
                frames.addAll(Arrays.asList(flood.next(http2, i + 1)));
                if (frames.size() >= AT_ONCE || i == flood.frames - 1) {
                    http2.send(frames.toArray(Frame[]::new));
                    frames.clear();
                }
            }
        } catch (IOException closed) {
            // the service has closed the connection already
        }
    }

    /** A slow machine may need a moment for the requests of the flood. */
    private static void assertServed() {
        for (int i = 0;
                i < 100 && SERVICE.client().mint(DemoDataset.PUBLIC.id()).status() != 200;
                i++) {
            Thread.onSpinWait();
        }
        assertEquals(200, SERVICE.client().mint(DemoDataset.PUBLIC.id()).status());
    }

    private static double floods() {
        return new Metrics(SERVICE.managementPort()).sum("http2_connection_errors_total", "cause", "flood");
    }
}
