package org.downloadtoken.download.storage;

import static org.downloadtoken.testing.Failures.assertFailure;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.downloadtoken.access.policy.Content.RasterAsset;
import org.downloadtoken.failure.Failure;
import org.downloadtoken.failure.UnservableCause;
import org.downloadtoken.representation.FileDescription;
import org.downloadtoken.representation.Selection;
import org.downloadtoken.session.Caller;
import org.downloadtoken.testing.Permits;
import org.downloadtoken.testing.PlainClient;
import org.downloadtoken.token.DownloadCaller;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@ExtendWith(VertxExtension.class)
@Timeout(10)
class FileStorageTest {
    private static final String SHA256 = "a".repeat(64);

    @TempDir
    Path directory;

    private Path root = Path.of("");
    private Path secret = Path.of("");

    @BeforeEach
    void makeFiles() throws IOException {
        root = Files.createDirectory(directory.resolve("root"));
        secret = Files.writeString(directory.resolve("secret.tif"), "secret");
        Files.writeString(Files.createDirectory(root.resolve("a")).resolve("b.tif"), "content");
        Files.createSymbolicLink(root.resolve("inside.tif"), Path.of("a/b.tif"));
        Files.createSymbolicLink(root.resolve("inside"), root.resolve("a"));
        Files.createSymbolicLink(root.resolve("outside.tif"), secret);
        Files.createSymbolicLink(root.resolve("outside"), directory);
        Files.createSymbolicLink(root.resolve("loop"), Path.of("loop"));
        Files.createSymbolicLink(root.resolve("dangling.tif"), Path.of("nothing.tif"));
    }

    @Test
    void aFileIsOpened(Vertx vertx) throws IOException {
        assertEquals("content", content(vertx, root, "a/b.tif"));
    }

    @Test
    void linkWithinTheRootIsFollowed(Vertx vertx) throws IOException {
        assertEquals("content", content(vertx, root, "inside.tif"));
        assertEquals("content", content(vertx, root, "inside/b.tif"));
    }

    @Test
    void linkOutOfTheRootIsNotFollowed(Vertx vertx) {
        assertMissing(vertx, "outside.tif");
        assertMissing(vertx, "outside/secret.tif");
        assertMissing(vertx, "outside/root/a/b.tif/../../../secret.tif");
        assertMissing(vertx, "dangling.tif");
    }

    @Test
    void siblingDirectoryWithTheSamePrefixIsOutside(Vertx vertx) throws IOException {
        Path neighbour = Files.createDirectory(directory.resolve("root-2"));
        Files.writeString(neighbour.resolve("c.tif"), "secret");
        Files.createSymbolicLink(root.resolve("neighbour"), neighbour);

        assertMissing(vertx, "neighbour/c.tif");
    }

    @Test
    void specialFileIsMissingAndIsNotOpened(Vertx vertx) throws Exception {
        new ProcessBuilder("mkfifo", root.resolve("pipe.tif").toString())
                .start()
                .waitFor();

        assertMissing(vertx, "pipe.tif");
        assertMissing(vertx, "a");
        assertMissing(vertx, "a/b.tif/c.tif");
    }

    static Stream<Arguments> unservable() {
        return Stream.of(
                arguments("a/../../secret.tif", UnservableCause.INVALID_KEY),
                arguments("/a/b.tif", UnservableCause.INVALID_KEY),
                arguments("a/b.tif\u0000", UnservableCause.INVALID_KEY),
                arguments("nothing.tif", UnservableCause.MISSING),
                arguments("dangling.tif", UnservableCause.MISSING),
                arguments("a", UnservableCause.NOT_A_FILE),
                arguments("a/b.tif/c.tif", UnservableCause.NOT_A_FILE),
                arguments("outside.tif", UnservableCause.OUTSIDE),
                arguments("loop", UnservableCause.LINK_LOOP),
                arguments("loop/b.tif", UnservableCause.LINK_LOOP),
                arguments("é".repeat(126) + ".tif", UnservableCause.NAME_TOO_LONG),
                arguments("a/".repeat(2_100) + "b.tif", UnservableCause.NAME_TOO_LONG));
    }

    @ParameterizedTest
    @MethodSource
    void unservable(String key, UnservableCause cause, Vertx vertx) {
        Throwable failure = failure(vertx, key);

        assertFailure(Failure.FILE_MISSING, failure);
        assertEquals(
                cause,
                assertInstanceOf(UnservableAssetException.class, failure.getCause())
                        .unservableCause());
    }

    @Test
    void emptyRootIsReportedAsAVolumeThatIsNotMounted(Vertx vertx) throws IOException {
        Path empty = Files.createDirectory(directory.resolve("empty"));

        Throwable failure = failure(new FileStorage(vertx, empty).head(request(asset("a/b.tif", Optional.empty()))));

        assertEquals(
                "storage key \"a/b.tif\": there is no such file, and DOWNLOAD_ROOT is empty; its volume may not be mounted",
                assertInstanceOf(UnservableAssetException.class, failure.getCause())
                        .getMessage());
    }

    @Test
    void missingRootIsAStorageFailure(Vertx vertx) throws IOException {
        FileStorage storage = new FileStorage(vertx, root);
        Files.move(root, directory.resolve("elsewhere"));

        assertFailure(Failure.STORAGE_UNAVAILABLE, failure(storage.head(request(asset("a/b.tif", Optional.empty())))));
    }

    @Test
    void rootMayBeALink(Vertx vertx) throws IOException {
        Path link = Files.createSymbolicLink(directory.resolve("link"), root);

        assertEquals("content", content(vertx, link, "a/b.tif"));
    }

    @Test
    void entityTagIsTheHashIfItIsKnown(Vertx vertx) throws IOException {
        FileStorage storage = new FileStorage(vertx, root);

        FileDescription known =
                ((Cog.Described) await(storage.head(request(asset("a/b.tif", Optional.of(SHA256)))))).description();

        assertEquals('"' + SHA256 + '"', known.version().etag());
    }

    @Test
    void entityTagWithoutAHashChangesWithSizeAndTime(Vertx vertx) throws IOException {
        Path file = root.resolve("a/b.tif");
        String first = tag(vertx);
        assertEquals(first, tag(vertx));

        Files.writeString(file, "longer content");
        Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH));
        String second = tag(vertx);
        Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH.plusNanos(1_000)));
        String third = tag(vertx);

        assertNotEquals(first, second);
        assertNotEquals(second, third);
        assertFalse(third.startsWith("W/"));
    }

    private String tag(Vertx vertx) throws IOException {
        Cog head = await(new FileStorage(vertx, root).head(request(asset("a/b.tif", Optional.empty()))));
        return ((Cog.Described) head).description().version().etag();
    }

    private static Future<Cog.Opened> get(FileStorage storage, String key) {
        return storage.get(request(asset(key, Optional.empty())))
                .compose(cog -> ((Cog.Source) cog).open(file -> Selection.All.WHOLE));
    }

    private void assertMissing(Vertx vertx, String key) {
        assertFailure(Failure.FILE_MISSING, failure(vertx, key));
    }

    private Throwable failure(Vertx vertx, String key) {
        try {
            return failure(get(new FileStorage(vertx, root), key));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Throwable failure(Future<?> result) {
        return Objects.requireNonNull(
                assertThrows(CompletionException.class, () -> await(result)).getCause());
    }

    private static <T> T await(Future<T> result) {
        return result.toCompletionStage().toCompletableFuture().join();
    }

    private static String content(Vertx vertx, Path root, String key) throws IOException {
        FileStorage storage = new FileStorage(vertx, root);
        HttpServer server = await(vertx.createHttpServer()
                .requestHandler(request -> get(storage, key)
                        .compose(opened -> opened.transfer().orElseThrow().to(request.response())))
                .listen(0, "127.0.0.1"));
        return new PlainClient(server.actualPort()).request("GET", "/").body();
    }

    private static CogRequest request(RasterAsset asset) {
        return new CogRequest(
                asset,
                new DownloadCaller(Caller.ANONYMOUS, 0, false, Optional.empty()),
                MultiMap.caseInsensitiveMultiMap(),
                Permits.one());
    }

    private static RasterAsset asset(String key, Optional<String> sha256) {
        return new RasterAsset("title", key, false, sha256);
    }
}
