package org.downloadtoken.server.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.downloadtoken.access.policy.Content.RasterAsset;
import org.downloadtoken.download.CogResponse;
import org.downloadtoken.download.storage.CogRequest;
import org.downloadtoken.download.storage.FileStorage;
import org.downloadtoken.metrics.ServiceMetrics;
import org.downloadtoken.session.Caller;
import org.downloadtoken.testing.Permits;
import org.downloadtoken.testing.tls.TestCertificate;
import org.downloadtoken.token.DownloadCaller;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Downloads from a server that closes a connection after half a second without bytes from the client. */
@ExtendWith(VertxExtension.class)
@Timeout(60)
class WriteProgressTest {
    private static final int SIZE = 64 << 20;
    private static final int IDLE_MS = 500;
    private static final TestCertificate CERTIFICATE = TestCertificate.named("progress");

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void slowReaderReceivesTheWholeFile(boolean tls, Vertx vertx) throws Exception {
        assertEquals(SIZE, received(vertx, tls, true, IDLE_MS / 5));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void withoutWatchingASlowReaderIsDisconnected(boolean tls, Vertx vertx) throws Exception {
        assertTrue(received(vertx, tls, false, IDLE_MS / 5) < SIZE);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void readerThatStopsIsDisconnected(boolean tls, Vertx vertx) throws Exception {
        assertTrue(received(vertx, tls, true, IDLE_MS * 6) < SIZE);
    }

    /** The number of bytes that arrive if the client pauses after each of a dozen parts. */
    private long received(Vertx vertx, boolean tls, boolean watched, int pauseMs) throws Exception {
        Path file = directory.resolve("file");
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(SIZE);
        }
        FileStorage storage = new FileStorage(vertx, directory);
        HttpServerOptions options =
                new HttpServerOptions().setReadIdleTimeout(IDLE_MS).setIdleTimeoutUnit(TimeUnit.MILLISECONDS);
        if (tls) {
            options.setSsl(true).setKeyCertOptions(CERTIFICATE.options());
        }
        int port = vertx.createHttpServer(options)
                .requestHandler(request -> send(request, file, watched, storage))
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get()
                .actualPort();
        try (Socket socket =
                tls ? TestCertificate.trusting(CERTIFICATE).getSocketFactory().createSocket() : new Socket()) {
            socket.setReceiveBufferSize(64 << 10);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            InputStream in = socket.getInputStream();
            while (!head(in).isEmpty()) {}
            return read(in, pauseMs);
        }
    }

    private static void send(HttpServerRequest request, Path file, boolean watched, FileStorage storage) {
        if (!watched) {
            request.response().sendFile(file.toString()).onFailure(cut -> {});
            return;
        }
        RasterAsset asset = new RasterAsset("title", file.getFileName().toString(), false, Optional.empty());
        CogRequest cogRequest = new CogRequest(
                asset,
                new DownloadCaller(Caller.ANONYMOUS, 0, false, Optional.empty()),
                request.headers(),
                Permits.one());
        CogResponse response = new CogResponse(
                Clock.systemUTC(), ServiceMetrics.in(new SimpleMeterRegistry()).downloads());
        storage.get(cogRequest).onSuccess(cog -> response.send(request, asset, cog));
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        int next = in.read();
        while (next != '\n') {
            if (next != '\r') {
                line.append((char) next);
            }
            next = in.read();
        }
        return line.toString();
    }

    private static long read(InputStream in, int pauseMs) throws InterruptedException {
        byte[] part = new byte[SIZE / 12];
        long total = 0;
        try {
            while (true) {
                int length = in.readNBytes(part, 0, part.length);
                total += length;
                if (length < part.length) {
                    return total;
                }
                TimeUnit.MILLISECONDS.sleep(pauseMs);
            }
        } catch (IOException cut) {
            return total;
        }
    }
}
