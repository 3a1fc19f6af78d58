package org.downloadtoken.download;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import org.downloadtoken.config.Downloads;
import org.downloadtoken.download.storage.CogStorage;
import org.downloadtoken.download.storage.FileStorage;
import org.downloadtoken.download.storage.s3.S3Storage;

/** Creates the storage that the settings name. */
public final class CogStorages {
    private CogStorages() {}

    public static CogStorage of(Vertx vertx, Downloads settings, Clock clock) {
        return switch (settings.storage()) {
            case S3 -> new S3Storage(vertx, settings.s3(), clock);
            case FILE -> settings.root().map(root -> files(vertx, root)).orElse(CogStorage.NONE);
        };
    }

    private static CogStorage files(Vertx vertx, Path root) {
        try {
            return new FileStorage(vertx, root);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // the directory existed when the settings were validated
        }
    }
}
