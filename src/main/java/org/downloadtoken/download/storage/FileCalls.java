package org.downloadtoken.download.storage;

import io.vertx.core.Future;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.downloadtoken.access.policy.Content.RasterAsset;
import org.downloadtoken.failure.Failure;
import org.downloadtoken.failure.RequestFailure;
import org.downloadtoken.log.RateLimitedLog;
import org.downloadtoken.ratelimit.ConcurrencyLimiter.Permit;
import org.slf4j.LoggerFactory;

/** Runs the blocking calls of one request for a file, and logs why the file cannot be read. */
record FileCalls(StorageBulkhead bulkhead, Permit permit, RasterAsset asset) {
    private static final RateLimitedLog LOG =
            new RateLimitedLog(LoggerFactory.getLogger(FileCalls.class), System::nanoTime);

    /** Like {@link StorageBulkhead#call}. A call that throws IOException fails with {@link Failure#STORAGE_UNAVAILABLE}. */
    <T> Future<T> call(Callable<T> blocking, Runnable abandoned) {
        return bulkhead.call(permit, blocking, abandoned)
                .recover(failure -> Future.failedFuture(isOutage(failure) ? unavailable(failure) : failure));
    }

    private static boolean isOutage(Throwable failure) {
        return failure instanceof IOException || Failure.of(failure) == Failure.STORAGE_UNAVAILABLE;
    }

    private RequestFailure unavailable(Throwable failure) {
        Throwable cause = Optional.ofNullable(failure.getCause()).orElse(failure);
        LOG.warn("File " + ShownKey.of(asset.uri()) + " cannot be read: " + cause);
        return RequestFailure.storageUnavailable(cause);
    }
}
