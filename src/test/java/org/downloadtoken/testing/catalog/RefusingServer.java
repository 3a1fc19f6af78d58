package org.downloadtoken.testing.catalog;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** A server that speaks the protocol of Postgres, and answers each login with one error. */
public final class RefusingServer implements AutoCloseable {
    private static final int TLS_REQUEST = 80_877_103;

    private final ServerSocket server;
    private final byte[] error;
    private final AtomicInteger logins = new AtomicInteger();

    public RefusingServer(String sqlState, String message) {
        this(InetAddress.getLoopbackAddress(), sqlState, message);
    }

    public RefusingServer(InetAddress address, String sqlState, String message) {
        byte[] fields = ("SFATAL\0VFATAL\0C" + sqlState + "\0M" + message + "\0\0").getBytes(StandardCharsets.UTF_8);
        error = ByteBuffer.allocate(5 + fields.length)
                .put((byte) 'E')
                .putInt(4 + fields.length)
                .put(fields)
                .array();
        try {
            server = new ServerSocket(0, 50, address);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start(this::accept);
    }

    public int port() {
        return server.getLocalPort();
    }

    /** The number of logins that were refused. */
    public int logins() {
        return logins.get();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    /** The client opens a second connection without TLS, and lets the first one open. */
    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                start(() -> answer(socket));
            } catch (IOException ended) {
                // the test has closed the server
            }
        }
    }

    private void answer(Socket socket) {
        try (socket) {
            refuse(new DataInputStream(socket.getInputStream()), socket.getOutputStream());
        } catch (IOException ended) {
            // the client has closed the connection
        }
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "refusing-server");
        thread.setDaemon(true);
        thread.start();
    }

    private void refuse(DataInputStream input, OutputStream output) throws IOException {
        int length = input.readInt();
        int code = input.readInt();
        input.readNBytes(length - 8);
        if (code == TLS_REQUEST) {
            output.write('N');
            refuse(input, output);
        } else {
            logins.incrementAndGet();
            output.write(error);
        }
    }
}
