package org.downloadtoken.testing;

import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads one HTTP/1.1 response with a Content-Length from a socket. Each byte of an image becomes one character of the body. */
public final class RawResponse {
    private RawResponse() {}

    /**
     * Sends raw bytes, which need not be valid HTTP, to a port of this machine, and reads the first response. Skips the test if
     * the instances use HTTP/2.
     */
    public static ApiResponse to(int port, String request) {
        assumeFalse(Boolean.getBoolean("test.http2"), "raw bytes of HTTP/1.1");
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            return read(socket.getInputStream(), request.startsWith("HEAD "));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static ApiResponse read(InputStream in) throws IOException {
        return read(in, false);
    }

    /**
     * Reads one response.
     *
     * @param head true for a response to HEAD, which has no body despite its Content-Length
     */
    public static ApiResponse read(InputStream in, boolean head) throws IOException {
        StringBuilder start = new StringBuilder();
        while (start.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("connection closed after: " + start);
            }
            start.append((char) next);
        }
        String[] lines = start.toString().split("\r\n");
        Map<String, List<String>> headers = new HashMap<>();
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            headers.computeIfAbsent(lines[i].substring(0, colon).toLowerCase(Locale.ROOT), name -> new ArrayList<>())
                    .add(lines[i].substring(colon + 1).strip());
        }
        int length = head
                ? 0
                : Integer.parseInt(
                        headers.getOrDefault("content-length", List.of("0")).get(0));
        boolean image = headers.getOrDefault("content-type", List.of("")).get(0).startsWith("image/");
        String body = new String(in.readNBytes(length), image ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);
        return new ApiResponse(Integer.parseInt(lines[0].split(" ")[1]), headers, body);
    }
}
