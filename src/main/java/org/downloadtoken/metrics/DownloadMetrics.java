package org.downloadtoken.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.IntSupplier;
import org.downloadtoken.failure.Outcome;
import org.downloadtoken.failure.UnservableCause;

/** Meters of downloads and of the requests of proxies about them. Thread-safe. */
public final class DownloadMetrics {
    private final PerLabel<DownloadResponse, Counter> sent;
    private final PerLabel<Operation, PerLabel<Outcome, Counter>> withoutFile;
    private final Counter cacheHits;
    private final Counter cacheMisses;
    private final Counter sentBytes;
    private final Counter transfersCut;
    private final PerLabel<UnservableCause, Counter> unservable;
    private final MeterRegistry registry;

    DownloadMetrics(MeterRegistry registry) {
        this.registry = registry;
        sent = new PerLabel<>(
                DownloadResponse.class, response -> requests(registry, Operation.DOWNLOAD, Outcome.GRANTED, response));
        withoutFile = new PerLabel<>(
                Operation.class,
                operation -> new PerLabel<>(
                        Outcome.class, outcome -> requests(registry, operation, outcome, DownloadResponse.NONE)));
        cacheHits = verifiedTokens(registry, CacheResult.HIT);
        cacheMisses = verifiedTokens(registry, CacheResult.MISS);
        sentBytes = Counter.builder("download_sent_bytes")
                .description("Bytes of completed downloads.")
                .baseUnit("bytes")
                .register(registry);
        transfersCut = Counter.builder("download_transfers_cut")
                .description("Downloads aborted because the storage failed or stalled.")
                .register(registry);
        unservable = new PerLabel<>(
                UnservableCause.class,
                cause -> Counter.builder("download_assets_unservable")
                        .description("Authorized downloads answered 404 because the file cannot be served, by cause.")
                        .tag("cause", cause.label())
                        .register(registry));
    }

    /** Registers gauges of the downloads in progress, and of the storage calls that hang. */
    public void registerGauges(IntSupplier inProgress, IntSupplier hungCalls) {
        Gauge.builder("downloads_in_progress", inProgress, IntSupplier::getAsInt)
                .strongReference(true)
                .description("Downloads in progress, limited by MAX_DOWNLOADS.")
                .register(registry);
        Gauge.builder("storage_calls_hung", hungCalls, IntSupplier::getAsInt)
                .strongReference(true)
                .description("Calls to the storage that have exceeded their timeout and still occupy a thread.")
                .register(registry);
    }

    /** Counts a download after its last byte, or after it was aborted. */
    public void sent(DownloadResponse response) {
        sent.of(response).increment();
    }

    /** Counts a request that got no file: a refused or failed download, or the request of a proxy. */
    public void answered(Operation operation, Outcome outcome) {
        withoutFile.of(operation).of(outcome).increment();
    }

    /** Counts an authorized download of a file that cannot be served. */
    public void unservable(UnservableCause cause) {
        unservable.of(cause).increment();
    }

    /** Counts a verified download token, by whether the cache had it. */
    public void verified(boolean cached) {
        (cached ? cacheHits : cacheMisses).increment();
    }

    /** Counts the bytes of a completed download. */
    public void sentBytes(long bytes) {
        sentBytes.increment((double) bytes);
    }

    /** Counts a download that was aborted because the storage failed or stalled. */
    public void transferAborted() {
        transfersCut.increment();
    }

    private static Counter requests(
            MeterRegistry registry, Operation operation, Outcome outcome, DownloadResponse response) {
        return Counter.builder("download_requests")
                .description("Downloads after their end, and requests of proxies about them, by outcome and response.")
                .tag("operation", operation.label())
                .tag("outcome", outcome.label())
                .tag("response", response.label())
                .register(registry);
    }

    private static Counter verifiedTokens(MeterRegistry registry, CacheResult result) {
        return Counter.builder("verified_token_cache_requests")
                .description("Lookups of download tokens in the cache of verified tokens, by result.")
                .tag("result", result.label())
                .register(registry);
    }
}
