package org.downloadtoken.server.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpRequestDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SlowRequestGuardTest {
    private static final String WHOLE = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";

    private long nanos;
    private final SlowRequestGuard slowRequests = new SlowRequestGuard(Duration.ofNanos(10), () -> nanos);
    private final EmbeddedChannel channel = connect();

    @Test
    void connectionIsClosedIfTheHeadersArriveByteByByte() {
        for (int i = 0; i < 5; i++) {
            receive(WHOLE.substring(i, i + 1));
            nanos += 2;
        }

        assertEquals(1, slowRequests.closeOverdue());
        assertFalse(channel.isOpen());
        assertEquals(0, slowRequests.closeOverdue());
    }

    @Test
    void connectionIsClosedIfTheHeadersStopArriving() {
        receive("GET / HTTP");
        nanos += 9;
        assertEquals(0, slowRequests.closeOverdue());
        nanos++;

        assertEquals(1, slowRequests.closeOverdue());
    }

    @Test
    void connectionIsClosedIfTheBodyDoesNotEnd() {
        receive("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n");
        nanos += 5;
        receive("body");
        nanos += 5;

        assertEquals(1, slowRequests.closeOverdue());
    }

    @Test
    void connectionBetweenRequestsStaysOpen() {
        receive(WHOLE.substring(0, 9));
        nanos += 5;
        receive(WHOLE.substring(9));
        channel.pipeline().fireChannelReadComplete(); // without a byte
        nanos += 100;

        assertEquals(0, slowRequests.closeOverdue());
        assertTrue(channel.isOpen());
    }

    @Test
    void connectionWithPipelinedRequestsStaysOpen() {
        receive(WHOLE + WHOLE + WHOLE.substring(0, 5));
        receive(WHOLE.substring(5) + WHOLE);
        nanos += 100;

        assertEquals(0, slowRequests.closeOverdue());
    }

    @Test
    void onlyOverdueConnectionsAreClosed() {
        EmbeddedChannel younger = connect();
        EmbeddedChannel gone = connect();
        receive("GET");
        gone.writeInbound(Unpooled.copiedBuffer("GET", StandardCharsets.US_ASCII));
        gone.close().syncUninterruptibly();
        nanos += 5;
        younger.writeInbound(Unpooled.copiedBuffer("GET", StandardCharsets.US_ASCII));
        nanos += 5;

        assertEquals(1, slowRequests.closeOverdue());
        assertTrue(younger.isOpen());
    }

    private EmbeddedChannel connect() {
        EmbeddedChannel connected = new EmbeddedChannel();
        connected.pipeline().addLast("httpDecoder", new HttpRequestDecoder());
        slowRequests.watch(connected.pipeline());
        return connected;
    }

    private void receive(String bytes) {
        channel.writeInbound(Unpooled.copiedBuffer(bytes, StandardCharsets.US_ASCII));
    }
}
