package org.downloadtoken.download;

import java.time.Duration;
import java.util.UUID;
import org.downloadtoken.download.storage.UnservableAsset;
import org.downloadtoken.log.RateLimitedLog;
import org.downloadtoken.metrics.DownloadMetrics;
import org.slf4j.LoggerFactory;

/** Reports files that the catalog names but that cannot be served: one warning for each dataset and minute, and a count by cause. */
public record UnservableAssets(DownloadMetrics metrics) {
    private static final int MAX_DATASETS = 1_000;
    private static final RateLimitedLog LOG = new RateLimitedLog(
            LoggerFactory.getLogger(UnservableAssets.class), System::nanoTime, Duration.ofMinutes(1), MAX_DATASETS);

    /** Reports a failed download, if its file cannot be served. */
    void report(UUID datasetId, Throwable failure) {
        if (failure.getCause() instanceof UnservableAsset asset) {
            metrics.unservable(asset.kind());
            LOG.warn(
                    datasetId.toString(),
                    "Downloads of dataset " + datasetId + " are answered 404: " + asset.getMessage());
        }
    }
}
