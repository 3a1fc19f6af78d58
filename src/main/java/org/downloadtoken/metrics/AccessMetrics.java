package org.downloadtoken.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/** Meters of access requests, of the cache of public datasets and of catalog queries. Thread-safe. */
public final class AccessMetrics {
    private static final double[] BATCH_SIZES = {1, 2, 4, 8, 16, 32, 64, 128, 256};

    private final MeterRegistry registry;
    private final PerLabel<CacheResult, Counter> cacheRequests;
    private final AtomicInteger waiting = new AtomicInteger();
    private final Timer queryDuration;
    private final DistributionSummary batchSize;

    AccessMetrics(MeterRegistry registry) {
        this.registry = registry;
        cacheRequests = new PerLabel<>(
                CacheResult.class,
                result -> Counter.builder("public_dataset_cache_requests")
                        .description("Lookups of anonymous requests in the cache of public datasets, by result.")
                        .tag("result", result.label())
                        .register(registry));
        Gauge.builder("dataset_access_questions_waiting", waiting, AtomicInteger::get)
                .description("Access requests that wait for a catalog query.")
                .register(registry);
        queryDuration = Timer.builder("dataset_access_query_duration")
                .description("Duration of catalog queries for a batch of access requests.")
                .serviceLevelObjectives(Latencies.buckets())
                .register(registry);
        batchSize = DistributionSummary.builder("dataset_access_batch_size")
                .description("Access requests in one catalog query.")
                .serviceLevelObjectives(BATCH_SIZES)
                .register(registry);
    }

    /** Counts one lookup in the cache of public datasets. */
    public void publicDataset(CacheResult result) {
        cacheRequests.of(result).increment();
    }

    /** Registers a gauge that tells whether a lease is running, so that public datasets may be cached. */
    public void publicDatasetsCached(BooleanSupplier leased) {
        Gauge.builder("public_dataset_cache_usable", leased, state -> state.getAsBoolean() ? 1 : 0)
                .strongReference(true)
                .description("1 while the service receives invalidations; at 0 it uses no cached grant.")
                .register(registry);
    }

    /** Sets how many access requests wait. One event loop calls this; a metrics scrape may see the value a little later. */
    public void waiting(int requests) {
        waiting.lazySet(requests);
    }

    /** Counts one catalog query; the duration is in nanoseconds. */
    public void queried(int requests, long nanos) {
        batchSize.record(requests);
        queryDuration.record(nanos, TimeUnit.NANOSECONDS);
    }
}
