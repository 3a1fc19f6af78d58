package org.downloadtoken.mint;

import io.vertx.core.Future;
import java.util.List;

/** Waits for several futures, of which each may fail for itself. */
final class Joined {
    private Joined() {}

    /** Succeeds with the same futures once all are complete. */
    static <T> Future<List<Future<T>>> of(List<Future<T>> futures) {
        return futures.stream()
                        .allMatch(Future::isComplete) // no chain on a completed future, see MintDownloadTokenHandler
                ? Future.succeededFuture(futures)
                : Future.join(futures).transform(complete -> Future.succeededFuture(futures));
    }
}
