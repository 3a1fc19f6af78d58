package org.downloadtoken.it.download.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.downloadtoken.config.ObjectStore;
import org.downloadtoken.config.ServiceConfig;
import org.downloadtoken.config.source.ConfigSource;
import org.downloadtoken.download.storage.s3.BucketCheck;
import org.downloadtoken.testing.RunningService;
import org.downloadtoken.testing.program.Daemon;
import org.downloadtoken.testing.store.FakeStore;
import org.downloadtoken.testing.store.S3Server;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests which errors of a store mean that its bucket cannot be used. */
class BucketCheckIT {
    private final Vertx vertx = Vertx.vertx();
    private final FakeStore store = new FakeStore();

    @AfterEach
    void close() {
        store.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void bucketOfARealServerIsListedAndAMissingOneFails(@TempDir Path directory) throws Exception {
        Path buckets = Files.createDirectories(directory.resolve("buckets"));
        try (Daemon server = S3Server.start(directory, buckets)) {
            S3Server.put(server, "cogs", "a.tif", Files.writeString(directory.resolve("a.tif"), "content"));

            assertEquals(BucketCheck.Access.LISTED, check(server.port(), "cogs"));
            assertEquals("the store answers status 404 NoSuchBucket", failure(server.port(), "nothing"));
        }
    }

    @Test
    void bucketThatCanOnlyBeLocatedCanBeUsed() {
        store.answers(request -> {
            if (String.valueOf(request.query()).startsWith("location")) {
                request.response().end();
            } else {
                FakeStore.error(request, 403, "AccessDenied");
            }
        });

        assertEquals(BucketCheck.Access.LISTED, check(store.port(), "cogs"));
    }

    /** s3:GetObject is the only right that the service needs. It shows only when an object is read. */
    @ParameterizedTest
    @ValueSource(strings = {"AccessDenied", ""})
    void deniedListIsNoFailure(String code) {
        store.answers(request -> FakeStore.error(request, 403, code));

        assertEquals(BucketCheck.Access.NOT_LISTED, check(store.port(), "cogs"));
    }

    @ParameterizedTest
    @CsvSource({"403, InvalidAccessKeyId", "403, SignatureDoesNotMatch", "404, NoSuchBucket", "500, InternalError"})
    void anyOtherErrorFails(int status, String code) {
        store.answers(request -> FakeStore.error(request, status, code));

        assertEquals("the store answers status " + status + " " + code, failure(store.port(), "cogs"));
    }

    private String failure(int port, String bucket) {
        return String.valueOf(assertThrows(CompletionException.class, () -> check(port, bucket))
                .getCause()
                .getMessage());
    }

    private BucketCheck.Access check(int port, String bucket) {
        ObjectStore settings = ServiceConfig.from(ConfigSource.load(RunningService.environment(Map.of(
                        "DOWNLOAD_STORAGE", "s3", "S3_BUCKET", bucket, "S3_ENDPOINT", "http://127.0.0.1:" + port))))
                .downloads()
                .s3();
        return BucketCheck.run(vertx, settings, Clock.systemUTC())
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }
}
