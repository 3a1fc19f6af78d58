package org.downloadtoken.download;

import java.time.Duration;
import java.util.UUID;
import org.downloadtoken.download.storage.UnservableAssetException;
import org.downloadtoken.log.RateLimitedLog;
import org.downloadtoken.metrics.DownloadMetrics;
import org.slf4j.LoggerFactory;

/**
 * Reports files that the catalog names but that cannot be served. Logs at most one warning for each dataset and minute, and counts by
 * cause.
 */
public record UnservableAssetReporter(DownloadMetrics metrics) {
    private static final int MAX_DATASETS = 1_000;
    private static final RateLimitedLog LOG = new RateLimitedLog(
            LoggerFactory.getLogger(UnservableAssetReporter.class),
            System::nanoTime,
            Duration.ofMinutes(1),
            MAX_DATASETS);

    /** Reports a failed download, if its file cannot be served. */
    void report(UUID datasetId, Throwable failure) {
        if (failure.getCause() instanceof UnservableAssetException asset) {
            metrics.unservable(asset.unservableCause());
            LOG.warn(
                    datasetId.toString(),
                    "Downloads of dataset " + datasetId + " are answered 404: " + asset.getMessage());
        }
    }
}
