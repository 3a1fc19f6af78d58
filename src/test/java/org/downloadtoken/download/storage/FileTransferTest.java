package org.downloadtoken.download.storage;

import static org.downloadtoken.testing.Failures.assertFailure;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.downloadtoken.access.policy.Content.RasterAsset;
import org.downloadtoken.failure.Failure;
import org.downloadtoken.representation.ByteRange;
import org.downloadtoken.representation.Selection;
import org.downloadtoken.testing.Permits;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(VertxExtension.class)
@Timeout(30)
class FileTransferTest {
    private static final int SIZE = FileTransfer.FIRST_CHUNK_BYTES + 3 * FileTransfer.CHUNK_BYTES + 17;

    @TempDir
    Path directory;

    private final byte[] content = new byte[SIZE];
    private final Promise<Void> sent = Promise.promise();
    private FileChannel channel;
    private FileCalls calls;

    @BeforeEach
    void makeFile(Vertx vertx) throws Exception {
        new Random(1).nextBytes(content);
        Path path = Files.write(directory.resolve("file"), content);
        channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
        calls = new FileCalls(
                new StorageBulkhead(vertx, 5_000),
                Permits.one(),
                new RasterAsset("title", "file", false, Optional.empty()));
    }

    @Test
    void everyRangeIsSentExactlyAndTheFileClosed(Vertx vertx) throws Exception {
        int first = FileTransfer.FIRST_CHUNK_BYTES;
        assertSent(vertx, 0, SIZE - 1);
        for (int length : new int[] {1, first - 1, first, first + 1, first + FileTransfer.CHUNK_BYTES}) {
            channel = FileChannel.open(directory.resolve("file"));
            assertSent(vertx, 10, 10 + length - 1);
        }
    }

    @Test
    void aFileThatIsShorterThanAnnouncedFailsBeforeTheResponse(Vertx vertx) throws Exception {
        channel.truncate(10);

        assertFailure(Failure.STORAGE_UNAVAILABLE, failure(open(new ByteRange(0, SIZE - 1))));
        assertFalse(channel.isOpen());
    }

    @Test
    void aFileThatBecomesShorterFailsTheTransfer(Vertx vertx) throws Exception {
        channel.truncate(FileTransfer.FIRST_CHUNK_BYTES + 1);

        assertThrows(Exception.class, () -> receive(vertx, 0, SIZE - 1));

        assertFailure(Failure.STORAGE_UNAVAILABLE, failure(sent.future()));
        assertFalse(channel.isOpen());
    }

    @Test
    void aClientThatLeavesEndsTheTransferAndTheFileIsClosed(Vertx vertx) throws Exception {
        HttpClient client = vertx.createHttpClient();
        client.request(HttpMethod.GET, serve(vertx, 0, SIZE - 1).actualPort(), "127.0.0.1", "/")
                .compose(request -> request.send())
                .map(HttpClientResponse::pause)
                .onSuccess(response -> response.request().reset())
                .await(10, TimeUnit.SECONDS);

        assertTrue(Failure.of(failure(sent.future())) != Failure.STORAGE_UNAVAILABLE);
        while (channel.isOpen()) { // a worker thread closes it soon
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }

    private void assertSent(Vertx vertx, int first, int last) throws Exception {
        assertArrayEquals(
                Arrays.copyOfRange(content, first, last + 1),
                receive(vertx, first, last).getBytes());
        assertFalse(channel.isOpen());
    }

    private Buffer receive(Vertx vertx, int first, int last) throws Exception {
        int port = serve(vertx, first, last).actualPort();
        return vertx.createHttpClient()
                .request(HttpMethod.GET, port, "127.0.0.1", "/")
                .compose(request -> request.send().compose(HttpClientResponse::body))
                .await(10, TimeUnit.SECONDS);
    }

    private HttpServer serve(Vertx vertx, int first, int last) throws Exception {
        return vertx.createHttpServer()
                .requestHandler(request -> send(request, new ByteRange(first, last)))
                .listen(0, "127.0.0.1")
                .await(10, TimeUnit.SECONDS);
    }

    private void send(HttpServerRequest request, ByteRange range) {
        open(range)
                .compose(opened -> opened.transfer().orElseThrow().to(request.response()))
                .onSuccess(done -> sent.tryComplete())
                .onFailure(failure -> {
                    sent.tryFail(failure);
                    request.connection().close();
                });
    }

    private Future<Cog.Opened> open(ByteRange range) {
        BasicFileAttributes attributes = attributes();
        SharedChannel shared = new SharedChannel(channel, attributes, closing -> {});
        return new FileSource(calls, () -> new OpenFile("file", shared, Optional.empty()))
                .open(file -> new Selection.Part(range));
    }

    private static Throwable failure(Future<?> future) {
        return future.map(done -> (Throwable) new AssertionError("succeeded"))
                .otherwise(cause -> cause)
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    private BasicFileAttributes attributes() {
        try {
            return Files.readAttributes(directory.resolve("file"), BasicFileAttributes.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
