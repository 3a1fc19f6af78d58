package org.downloadtoken.testing.rollout;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.downloadtoken.testing.ApiResponse;
import org.downloadtoken.testing.RawResponse;
import org.jspecify.annotations.Nullable;

/** A client of HTTP/1.1 over TLS that keeps its connection as long as the service allows it, and repeats no request. */
final class KeptAliveClient {
    private final int port;
    private final SSLContext trust;
    private @Nullable SSLSocket socket;

    KeptAliveClient(int port, SSLContext trust) {
        this.port = port;
        this.trust = trust;
    }

    ApiResponse request(String method, String path, String... headers) throws IOException {
        try {
            SSLSocket connection = socket == null ? connect() : socket;
            socket = connection;
            StringBuilder request = new StringBuilder(method + " " + path + " HTTP/1.1\r\nHost: x\r\n");
            for (int i = 0; i < headers.length; i += 2) {
                request.append(headers[i]).append(": ").append(headers[i + 1]).append("\r\n");
            }
            connection.getOutputStream().write(request.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII));
            ApiResponse response = RawResponse.read(connection.getInputStream());
            if (response.header("connection").equals(Optional.of("close"))) {
                close();
            }
            return response;
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    void close() throws IOException {
        if (socket != null) {
            socket.close();
            socket = null;
        }
    }

    private SSLSocket connect() throws IOException {
        SSLSocket connection = (SSLSocket) trust.getSocketFactory().createSocket("127.0.0.1", port);
        connection.setSoTimeout(10_000);
        connection.setTcpNoDelay(true);
        return connection;
    }
}
