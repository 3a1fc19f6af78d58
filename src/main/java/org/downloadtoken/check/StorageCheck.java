package org.downloadtoken.check;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
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
    public Future<List<Finding>> findings() {
        if (downloads.storage() == Downloads.Storage.S3) {
            String bucket = "bucket " + downloads.s3().bucket();
            return BucketCheck.run(vertx, downloads.s3(), clock)
                    .map(works -> List.of(Finding.ok(subject(), bucket + " can be used with these credentials")))
                    .recover(failure -> Future.succeededFuture(
                            List.of(Finding.fail(subject(), bucket + " cannot be used: " + failure.getMessage()))));
        }
        return downloads
                .root()
                .map(root -> vertx.executeBlocking(() -> directory(root)))
                .orElseGet(() -> Future.succeededFuture(List.of(Finding.warn(
                        subject(), "DOWNLOAD_ROOT is not set, so downloads of stored files are answered with 404"))));
    }

    private List<Finding> directory(Path root) {
        List<Finding> findings = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(root)) {
            findings.add(
                    entries.iterator().hasNext()
                            ? Finding.ok(subject(), "DOWNLOAD_ROOT can be read")
                            : Finding.warn(subject(), "DOWNLOAD_ROOT is empty; is its volume mounted?"));
        } catch (IOException e) {
            findings.add(Finding.fail(subject(), "DOWNLOAD_ROOT cannot be read: " + e));
        }
        NativeEncoding.problem()
                .ifPresent(problem -> findings.add(Finding.warn(subject(), "DOWNLOAD_ROOT: " + problem)));
        return findings;
    }
}
