package org.downloadtoken.it.mint;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Optional;
import org.downloadtoken.it.mint.FuzzedBatch.Framing;
import org.downloadtoken.testing.ApiResponse;
import org.downloadtoken.testing.RawResponse;

/** A connection for many requests. It is opened again only if the service announces its end, or cannot tell where a request ends. */
final class BatchConnection implements AutoCloseable {
    private final int port;
    private Socket socket;
    private InputStream in;

    BatchConnection(int port) throws IOException {
        this.port = port;
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        in = opened();
    }

    /** The response; empty if the connection ends without one. */
    Optional<ApiResponse> send(FuzzedBatch batch) throws IOException {
        Optional<ApiResponse> response;
        try {
            response = Optional.of(batch.framing() == Framing.EXPECTED ? expect(batch) : write(batch));
        } catch (IOException closed) {
            response = Optional.empty();
        }
        boolean ends = response.flatMap(answer -> answer.header("connection")).equals(Optional.of("close"));
        if (ends || !batch.framing().endIsKnown()) {
            close();
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            in = opened();
        }
        return response;
    }

    private ApiResponse write(FuzzedBatch batch) throws IOException {
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.writeBytes(batch.head());
        request.writeBytes(batch.content());
        byte[] bytes = request.toByteArray();
        int split = Math.min(batch.split(), bytes.length);
        socket.getOutputStream().write(bytes, 0, split);
        socket.getOutputStream().write(bytes, split, bytes.length - split);
        if (batch.framing().isCutOff()) {
            socket.shutdownOutput();
        }
        return RawResponse.read(in);
    }

    /** Sends the body only after the response 100. */
    private ApiResponse expect(FuzzedBatch batch) throws IOException {
        socket.getOutputStream().write(batch.head());
        ApiResponse response = RawResponse.read(in);
        if (response.status() != 100) {
            return response;
        }
        socket.getOutputStream().write(batch.content());
        return RawResponse.read(in);
    }

    private InputStream opened() throws IOException {
        socket.setSoTimeout(60_000);
        socket.setTcpNoDelay(true);
        return new BufferedInputStream(socket.getInputStream());
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
