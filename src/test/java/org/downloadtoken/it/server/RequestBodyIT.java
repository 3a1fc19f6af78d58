package org.downloadtoken.it.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.downloadtoken.demo.DemoDataset;
import org.downloadtoken.testing.ApiClient;
import org.downloadtoken.testing.ApiResponse;
import org.downloadtoken.testing.RawResponse;
import org.downloadtoken.testing.RunningService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests bodies that arrive in many parts, that end early, or that have an encoding. */
class RequestBodyIT {
    private static final String BODY = "{\"dataset_ids\":[\"" + DemoDataset.PUBLIC.id() + "\"]}";
    private static final String EXPECT = "Expect: 100-continue\r\n";

    @RegisterExtension
    static final RunningService SERVICE = new RunningService();

    @Test
    void bodyMayArriveByteByByte() throws IOException {
        try (Socket socket = connect(head(BODY.length(), ""))) {
            socket.setTcpNoDelay(true);
            for (byte next : BODY.getBytes(UTF_8)) {
                socket.getOutputStream().write(next);
            }

            assertEquals(200, RawResponse.read(socket.getInputStream()).status());
        }
    }

    /** The service closes the connection, since it cannot tell where a next request would begin. */
    @Test
    void bodyThatEndsEarlyIsNotProcessed() throws IOException {
        try (Socket socket = connect(head(BODY.length() + 1, "") + BODY)) {
            socket.shutdownOutput();

            assertEquals(-1, socket.getInputStream().read());
        }
    }

    @Test
    void clientThatAsksFirstIsToldToContinue() throws IOException {
        try (Socket socket = connect(head(BODY.length(), EXPECT))) {
            InputStream in = socket.getInputStream();
            assertEquals(100, RawResponse.read(in).status());
            socket.getOutputStream().write(BODY.getBytes(UTF_8));

            assertEquals(200, RawResponse.read(in).status());
        }
    }

    /** A client that asked first may send no body, and then another request. So the service ends the connection. */
    @Test
    void clientThatAsksFirstSendsNoLargeBody() throws IOException {
        try (Socket socket = connect(head(8_193, EXPECT))) {
            InputStream in = socket.getInputStream();
            ApiResponse response = RawResponse.read(in);

            assertEquals(413, response.status());
            assertEquals(Optional.of("close"), response.header("connection"));
            assertEquals(-1, in.read());
        }
    }

    static Stream<byte[]> otherEncodings() {
        return Stream.of(
                BODY.getBytes(UTF_16LE),
                BODY.getBytes(UTF_16BE),
                ("\ufeff" + BODY).getBytes(UTF_16LE),
                BODY.replace("2", "\u00c0\u00b2").getBytes(ISO_8859_1)); // "2" in two bytes, which UTF-8 does not allow
    }

    /** RFC 8259, section 8.1. */
    @ParameterizedTest
    @MethodSource("otherEncodings")
    void bodyIsUtf8(byte[] body) {
        assertEquals(400, post("application/json", body));
        assertEquals(400, post("application/json; charset=utf-16", body));
    }

    @Test
    void byteOrderMarkIsIgnored() {
        assertEquals(200, post("application/json", ("\ufeff" + BODY).getBytes(UTF_8)));
    }

    @Test
    void bodyIsNotDecompressed() throws IOException {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write(BODY.getBytes(UTF_8));
        }

        assertEquals(400, post("application/json", compressed.toByteArray()));
        assertEquals(415, post("application/json", compressed.toByteArray(), "Content-Encoding", "gzip"));
        assertEquals(415, post("application/json", BODY.getBytes(UTF_8), "Content-Encoding", "gzip"));
        assertEquals(200, post("application/json", BODY.getBytes(UTF_8), "Content-Encoding", "Identity"));
    }

    private static int post(String type, byte[] body, String... headers) {
        String[] all = Stream.concat(Stream.of("Content-Type", type), Stream.of(headers))
                .toArray(String[]::new);
        return SERVICE.client().post(ApiClient.MINT_ALL, body, all).status();
    }

    private static String head(int length, String field) {
        return "POST " + ApiClient.MINT_ALL + " HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n" + field
                + "Content-Length: " + length + "\r\n\r\n";
    }

    private static Socket connect(String first) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), SERVICE.port());
        socket.setSoTimeout(30_000);
        socket.getOutputStream().write(first.getBytes(UTF_8));
        return socket;
    }
}
