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
    private static final long HALF_A_SECOND = 500_000_000;
    private static final int AT_ONCE = 50;
    private static final long MANY_BYTES = 50 << 20;
    private static final byte[] PINGS = new byte[1 << 16]; // DATA frames of stream 0, which is an error too

    private static final TestCertificate CERTIFICATE = TestCertificate.named("flood");
    private static final SSLContext TRUST = TestCertificate.trusting(CERTIFICATE);
    private static final String MINT = ApiClient.MINT + DemoDataset.PUBLIC.id();

    @RegisterExtension
    static final RunningService SERVICE = RunningService.overHttp2(CERTIFICATE, Map.of());

    @ParameterizedTest
    @EnumSource
    void floodEndsTheConnection(FrameFlood flood) throws IOException {
        double floods = floods();
        try (RawHttp2 http2 = RawHttp2.open(SERVICE.port(), TRUST)) {
            http2.send(flood.begin(http2));
            sendUntilClosed(http2, flood);
            Optional<Frame> goAway = http2.await(frame -> frame.type() == Frame.GOAWAY);

            assertEquals(ENHANCE_YOUR_CALM, goAway.orElseThrow().errorCode());
            long announced = System.nanoTime();
            assertEquals(Optional.empty(), http2.await(frame -> false)); // it is closed
            assertTrue(System.nanoTime() - announced > HALF_A_SECOND, "a client could reconnect at once");
        }
        assertEquals(floods + 1, floods());
        assertServed();
    }

    @Test
    void permittedFramesAreAnswered() throws IOException {
        try (RawHttp2 http2 = RawHttp2.open(SERVICE.port(), TRUST)) {
            int pings = 900;
            http2.send(IntStream.range(0, pings)
                    .mapToObj(i -> Frame.of(Frame.PING, 0, 0, new byte[8]))
                    .toArray(Frame[]::new));
            for (int i = 0; i < pings; i++) {
                assertTrue(http2.await(frame -> frame.type() == Frame.PING).isPresent(), "ping " + i);
            }
            http2.send(http2.request(1, "POST", MINT));

            assertTrue(http2.await(Frame::isLast).isPresent());
        }
    }

    /** Map viewers do so with tiles that left the screen. */
    @Test
    void clientMayResetAThirdOfManyRequests() throws IOException {
        try (RawHttp2 http2 = RawHttp2.open(SERVICE.port(), TRUST)) {
            http2.send(Frame.number(Frame.WINDOW_UPDATE, 0, 10 << 20));
            for (int i = 0; i < 500; i++) {
                int reset = 6 * i + 1;
                http2.send(http2.request(reset, "POST", MINT), Frame.number(Frame.RST_STREAM, reset, CANCEL));
                http2.send(http2.request(reset + 2, "POST", MINT), http2.request(reset + 4, "POST", MINT));
                assertTrue(
                        http2.await(frame -> frame.streamId() == reset + 4 && frame.isLast())
                                .isPresent(),
                        "request " + i);
            }
        }
    }

    /** The service decrypts nothing more, so the buffers of the sockets fill. */
    @Test
    void bytesAfterTheEndAreNotRead() throws IOException {
        try (RawHttp2 http2 = RawHttp2.open(SERVICE.port(), TRUST)) {
            sendUntilClosed(http2, FrameFlood.PING);
            assertTrue(http2.await(frame -> frame.type() == Frame.GOAWAY).isPresent());
            long sent = 0;
            try {
                for (; sent < MANY_BYTES; sent += PINGS.length) {
                    http2.send(PINGS);
                }
            } catch (IOException closed) {
                // as expected, after a second
            }

            assertTrue(sent < MANY_BYTES, "all bytes were read");
        }
    }

    private static void sendUntilClosed(RawHttp2 http2, FrameFlood flood) {
        List<Frame> frames = new ArrayList<>();
        try {
            for (int i = 0; i < flood.frames(); i++) {
                frames.addAll(Arrays.asList(flood.next(http2, i + 1)));
                if (frames.size() >= AT_ONCE || i == flood.frames() - 1) {
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
        return new Metrics(SERVICE.managementPort()).sum("http2_errors_total", "cause", "flood");
    }
}
