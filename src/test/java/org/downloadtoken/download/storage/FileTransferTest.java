package org.downloadtoken.download.storage;

import static org.downloadtoken.testing.Failures.assertFailure;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.downloadtoken.failure.Failure;
import org.downloadtoken.representation.ByteRange;
import org.downloadtoken.representation.FileDescription;
import org.downloadtoken.representation.FileVersion;
import org.downloadtoken.testing.ApiResponse;
import org.downloadtoken.testing.PlainClient;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(VertxExtension.class)
class FileTransferTest {
    private static final int SIZE = 1_000;

    @TempDir
    Path directory;

    private OpenFile file;
    private Promise<Void> sent = Promise.promise();
    private PlainClient client;

    @BeforeEach
    void serve(Vertx vertx) throws Exception {
        Path path = Files.write(directory.resolve("file"), new byte[SIZE]);
        file = new OpenFile(
                "file",
                FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE),
                new FileDescription(SIZE, new FileVersion("\"a\"", Instant.EPOCH)));
        HttpServer server = vertx.createHttpServer()
                .requestHandler(request -> new FileTransfer(file, new ByteRange(10, SIZE - 1))
                        .to(request.response())
                        .onSuccess(done -> sent.tryComplete())
                        .onFailure(failure -> {
                            sent.tryFail(failure); // the client repeats a GET whose connection is closed
                            request.connection().close();
                        }))
                .listen(0, "127.0.0.1")
                .await(10, TimeUnit.SECONDS);
        client = new PlainClient(server.actualPort());
    }

    @Test
    void theRangeIsSentAndTheFileClosed() throws Exception {
        ApiResponse response = client.request("GET", "/");

        assertEquals(SIZE - 10, response.body().length());
        sent.future().await(10, TimeUnit.SECONDS);
        assertFalse(file.channel().isOpen());
    }

    /** Vert.x would send fewer bytes than announced, and leave the connection open. */
    @Test
    void aFileThatBecameShorterIsNotSentAndFailsTheTransfer() throws IOException {
        file.channel().truncate(SIZE - 1);

        assertThrows(UncheckedIOException.class, () -> client.request("GET", "/"));

        Throwable failure = sent.future()
                .map(done -> (Throwable) new AssertionError("sent"))
                .otherwise(cause -> cause)
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        assertFailure(Failure.STORAGE_UNAVAILABLE, failure);
        assertFalse(file.channel().isOpen());
    }
}
