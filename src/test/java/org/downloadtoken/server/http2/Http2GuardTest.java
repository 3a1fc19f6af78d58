package org.downloadtoken.server.http2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.util.Optional;
import org.downloadtoken.testing.http2.Frame;
import org.downloadtoken.testing.http2.RawHttp2;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Sends requests that do not end, and reads responses slowly or not at all. */
@ExtendWith(VertxExtension.class)
@Timeout(60)
class Http2GuardTest {
    private static final int CANCEL = 8;
    private GuardedServer server;
    private RawHttp2 http2;

    @BeforeEach
    void start(Vertx vertx) throws IOException {
        server = new GuardedServer(vertx);
        http2 = server.connect();
    }

    @AfterEach
    void disconnect() throws IOException {
        http2.close();
    }

    @Test
    void requestWhoseBodyDoesNotEndIsReset() throws IOException {
        http2.send(Frame.of(Frame.HEADERS, Frame.END_HEADERS, 1, http2.block("POST", "/")));
        Optional<Frame> answer = Optional.empty();
        for (int i = 0; i < 20 && answer.isEmpty(); i++) {
            http2.send(Frame.of(Frame.DATA, 0, 1, new byte[1]), ping());
            answer = http2.await(frame -> frame.type() == Frame.PING || frame.type() == Frame.RST_STREAM)
                    .filter(frame -> frame.type() == Frame.RST_STREAM);
            GuardedServer.pause(100);
        }

        assertEquals(CANCEL, answer.orElseThrow().errorCode());
        server.awaitEnded(1, 0);
        assertServed(3);
    }

    @Test
    void responseThatIsNotReadIsResetDespitePings() throws IOException {
        http2.send(http2.request(1, "GET", "/"));
        Optional<Frame> reset = resetAfterPings(false);

        assertEquals(CANCEL, reset.orElseThrow().errorCode());
        server.awaitEnded(0, 1);
        assertServed(3);
    }

    @Test
    void responseThatWaitsForTheWindowOfTheConnectionIsReset() throws IOException {
        http2.send(http2.request(1, "GET", "/"), Frame.number(Frame.WINDOW_UPDATE, 1, GuardedServer.SIZE));

        assertEquals(CANCEL, resetAfterPings(false).orElseThrow().errorCode());
    }

    @Test
    void slowReaderReceivesTheWholeResponse() throws IOException {
        http2.send(http2.request(1, "GET", "/"));
        assertTrue(resetAfterPings(true).isEmpty());
        http2.send(
                Frame.number(Frame.WINDOW_UPDATE, 1, GuardedServer.SIZE),
                Frame.number(Frame.WINDOW_UPDATE, 0, GuardedServer.SIZE));

        assertTrue(http2.await(Frame::isLast).isPresent());
        server.awaitEnded(0, 0);
    }

    /** A client that cancels a request may still send frames for it when the response has ended. */
    @Test
    void framesOfEndedStreamsDoNotEndOthers() throws IOException {
        http2.send(
                http2.request(1, "GET", "/"), http2.request(3, "GET", "/"), Frame.number(Frame.RST_STREAM, 1, CANCEL));
        http2.send(Frame.number(Frame.WINDOW_UPDATE, 1, 5_000), Frame.number(Frame.RST_STREAM, 1, CANCEL));
        GuardedServer.pause(2 * GuardedServer.DEADLINE.toMillis());
        http2.send(Frame.number(Frame.WINDOW_UPDATE, 0, GuardedServer.SIZE));
        http2.send(Frame.number(Frame.WINDOW_UPDATE, 3, GuardedServer.SIZE));

        assertTrue(http2.await(frame -> frame.streamId() == 3 && frame.isLast()).isPresent());
    }

    @Test
    void responsesBehindALargeOneAreSent() throws IOException {
        byte[] initialWindow = {0, 4, 0, 0x60, 0, 0}; // 6 MiB for each stream, as Chromium and Node have it
        http2.send(Frame.of(Frame.SETTINGS, 0, 0, initialWindow), Frame.number(Frame.WINDOW_UPDATE, 0, 15 << 20));
        http2.send(
                http2.request(1, "GET", "/"),
                http2.request(3, "GET", "/"),
                http2.request(5, "GET", "/"),
                http2.request(7, "GET", "/"));

        for (int i = 0; i < 4; i++) {
            assertTrue(http2.await(Frame::isLast).isPresent(), "response " + i);
        }
    }

    /** Sends a PING for twice the time of a stall, and returns a reset that arrives meanwhile. */
    private Optional<Frame> resetAfterPings(boolean reading) throws IOException {
        for (int i = 0; i < 24; i++) {
            http2.send(ping());
            if (reading) {
                http2.send(Frame.number(Frame.WINDOW_UPDATE, 1, 2_048), Frame.number(Frame.WINDOW_UPDATE, 0, 2_048));
            }
            Optional<Frame> next = http2.await(frame -> frame.type() == Frame.PING || frame.type() == Frame.RST_STREAM);
            if (next.orElseThrow().type() == Frame.RST_STREAM) {
                return next;
            }
            GuardedServer.pause(GuardedServer.STALL.toMillis() / 12);
        }
        return Optional.empty();
    }

    private void assertServed(int stream) throws IOException {
        http2.send(Frame.number(Frame.WINDOW_UPDATE, 0, GuardedServer.SIZE), http2.request(stream, "GET", "/"));
        http2.send(Frame.number(Frame.WINDOW_UPDATE, stream, GuardedServer.SIZE));
        assertTrue(http2.await(frame -> frame.streamId() == stream && frame.isLast())
                .isPresent());
    }

    private static Frame ping() {
        return Frame.of(Frame.PING, 0, 0, new byte[8]);
    }
}
