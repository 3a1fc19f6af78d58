package org.downloadtoken.check;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.downloadtoken.config.Downloads;
import org.downloadtoken.config.environment.NativeEncoding;
import org.downloadtoken.download.storage.s3.BucketCheck;

/** Checks the directory or the bucket of the files. */
final class StorageCheck implements Check {
    private final Vertx vertx;
    private final Downloads downloads;
    private final Clock clock;

    StorageCheck(Vertx vertx, Downloads downloads, Clock clock) {
        this.vertx = vertx;
        this.downloads = downloads;
        this.clock = clock;
    }

    @Override
    public String subject() {
        return "storage";
    }

    @Override
    public Future<?> run(Findings findings) {
        if (downloads.storage() == Downloads.Storage.S3) {
            return bucket(findings);
        }
        return downloads
                .root()
                .<Future<?>>map(root -> vertx.executeBlocking(() -> directory(findings, root)))
                .orElseGet(() -> {
                    findings.warn("DOWNLOAD_ROOT is not set, so downloads of stored files are answered with 404");
                    return Future.succeededFuture();
                });
    }

    private Future<?> bucket(Findings findings) {
        String bucket = "bucket " + downloads.s3().bucket();
        return BucketCheck.run(vertx, downloads.s3(), clock)
                .onSuccess(access -> {
                    switch (access) {
                        case LISTED -> findings.ok(bucket + " can be used with these credentials");
                        case NOT_LISTED ->
                            findings.warn(bucket
                                    + " cannot be listed with these credentials, so a missing object can be answered 503;"
                                    + " s3:ListBucket avoids this");
                    }
                })
                .onFailure(failure -> findings.fail(bucket + " cannot be used: " + failure.getMessage()))
                .otherwiseEmpty();
    }

    private static Void directory(Findings findings, Path root) {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(root)) {
            if (entries.iterator().hasNext()) {
                findings.ok("DOWNLOAD_ROOT can be read");
            } else {
                findings.warn("DOWNLOAD_ROOT is empty; is its volume mounted?");
            }
        } catch (IOException e) {
            findings.fail("DOWNLOAD_ROOT cannot be read: " + e);
        }
        NativeEncoding.problem().ifPresent(problem -> findings.warn("DOWNLOAD_ROOT: " + problem));
        return null;
    }
}
