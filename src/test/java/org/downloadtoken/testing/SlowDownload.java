package org.downloadtoken.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** A download whose client decides when it reads, and from which address it comes. */
public final class SlowDownload implements AutoCloseable {
    private final Socket socket;

    /**
     * Requests a file with a token, and reads nothing.
     *
     * @param from an address of the loopback interface, such as 127.0.0.2
     */
    public SlowDownload(int port, String from, UUID datasetId, String token) {
        try {
            socket = new Socket();
            socket.setReceiveBufferSize(64 << 10);
            socket.bind(new InetSocketAddress(InetAddress.getByName(from), 0));
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            socket.getOutputStream()
                    .write(("GET " + ApiClient.download(datasetId) + "?token=" + token
                                    + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits for the head of the response, and returns its status. */
    public int status() {
        try {
            StringBuilder head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                int next = socket.getInputStream().read();
                if (next < 0) {
                    throw new IOException("closed after: " + head);
                }
                head.append((char) next);
            }
            return Integer.parseInt(head.substring(9, 12));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether the response has begun. */
    public boolean isAnswered() {
        try {
            return socket.getInputStream().available() > 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads to the end, and returns the number of bytes. Fails if the connection is still open after this time. */
    public long readToTheEnd(int millis) {
        try {
            socket.setSoTimeout(millis);
            InputStream in = socket.getInputStream();
            byte[] part = new byte[64 << 10];
            long total = 0;
            for (int read = in.read(part); read >= 0; read = in.read(part)) {
                total += read;
            }
            return total;
        } catch (SocketTimeoutException e) {
            throw new AssertionError("the connection is still open", e);
        } catch (IOException reset) {
            return 0;
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
