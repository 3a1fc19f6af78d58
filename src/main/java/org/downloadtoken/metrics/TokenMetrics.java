package org.downloadtoken.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.downloadtoken.failure.Outcome;

/** The meters of tokens, downloads, keys and the catalog, each looked up once; shared by all event loops. */
public final class TokenMetrics {
    private static final Duration[] LATENCIES = {
        Duration.ofNanos(500_000),
        Duration.ofMillis(1),
        Duration.ofNanos(2_500_000),
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(25),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofMillis(2_500)
    };
    private static final double[] BATCH_SIZES = {1, 2, 4, 8, 16, 32, 64, 128, 256};

    private final Map<Outcome, Map<CallerKind, Counter>> requests;
    private final Map<CacheResult, Counter> cacheRequests;
    private final Map<Operation, Map<Outcome, Counter>> downloads;
    private final Counter rememberedTokens;
    private final Counter otherTokens;
    private final Counter sentBytes;
    private final Counter transfersCut;
    private final Counter auditDropped;
    private final Counter keyRingChanges;
    private final Counter keyRingRefusals;
    private final AtomicInteger keyRingStale = new AtomicInteger();
    private final AtomicInteger questionsWaiting = new AtomicInteger();
    private final MeterRegistry registry;
    private final Timer requestDuration;
    private final Timer queryDuration;
    private final DistributionSummary batchSize;

    public TokenMetrics(MeterRegistry registry) {
        this.registry = registry;
        requests = each(
                Outcome.class,
                outcome -> each(
                        CallerKind.class,
                        caller -> Counter.builder("download_token_requests")
                                .description("Mint requests, by outcome and kind of caller")
                                .tag("outcome", outcome.label())
                                .tag("caller", caller.label())
                                .register(registry)));
        cacheRequests = each(
                CacheResult.class,
                result -> Counter.builder("public_dataset_cache_requests")
                        .description("Anonymous questions, by what they met in the cache of public datasets")
                        .tag("result", result.label())
                        .register(registry));
        downloads = each(
                Operation.class,
                operation -> each(
                        Outcome.class,
                        outcome -> Counter.builder("download_requests")
                                .description("Downloads, and questions of proxies about them, by outcome")
                                .tag("operation", operation.label())
                                .tag("outcome", outcome.label())
                                .register(registry)));
        rememberedTokens = verifiedTokens(registry, CacheResult.HIT);
        otherTokens = verifiedTokens(registry, CacheResult.MISS);
        sentBytes = Counter.builder("download_sent_bytes")
                .description("Bytes of files that were sent whole, as asked for")
                .baseUnit("bytes")
                .register(registry);
        transfersCut = Counter.builder("download_transfers_cut")
                .description("Downloads that were cut because the object store broke off or stalled")
                .register(registry);
        auditDropped = Counter.builder("audit_events_dropped")
                .description("Decisions that are not in the audit log, since it was too slow")
                .register(registry);
        keyRingChanges = keyRingReloads(registry, "changed");
        keyRingRefusals = keyRingReloads(registry, "refused");
        Gauge.builder("key_ring_stale", keyRingStale, AtomicInteger::get)
                .description("1 while the directory of keys holds no ring that can be used, and an older one is")
                .register(registry);
        Gauge.builder("dataset_access_questions_waiting", questionsWaiting, AtomicInteger::get)
                .description("Questions that wait for a query to the catalog to end")
                .register(registry);
        requestDuration = Timer.builder("download_token_request_duration")
                .description("From the routed mint request to its answer")
                .serviceLevelObjectives(LATENCIES)
                .register(registry);
        queryDuration = Timer.builder("dataset_access_query_duration")
                .description("From sending a batch of questions to the catalog to its answer")
                .serviceLevelObjectives(LATENCIES)
                .register(registry);
        batchSize = DistributionSummary.builder("dataset_access_batch_size")
                .description("Questions in one query to the catalog")
                .serviceLevelObjectives(BATCH_SIZES)
                .register(registry);
    }

    /** Counts one mint request; the duration is in nanoseconds. */
    public void answered(Outcome outcome, CallerKind caller, long nanos) {
        of(of(requests, outcome), caller).increment();
        requestDuration.record(nanos, TimeUnit.NANOSECONDS);
    }

    /** Counts one download, or one question about it, by the status of its answer. */
    public void answered(Operation operation, int status) {
        of(of(downloads, operation), Outcome.ofStatus(status)).increment();
    }

    /** Counts one download token to verify, by whether it was remembered. */
    public void verified(boolean remembered) {
        (remembered ? rememberedTokens : otherTokens).increment();
    }

    /** Counts bytes of a file that have left. */
    public void sent(long bytes) {
        sentBytes.increment((double) bytes);
    }

    /** Counts a download that was cut because the object store broke off or stalled. */
    public void transferCut() {
        transfersCut.increment();
    }

    public void keyRingChanged() {
        keyRingChanges.increment();
    }

    public void keyRingRefused() {
        keyRingRefusals.increment();
    }

    public void keyRingStale(boolean stale) {
        keyRingStale.set(stale ? 1 : 0);
    }

    /** Tells how many questions wait for the catalog; of one event loop alone, which need not wait for others to see it. */
    public void questionsWaiting(int questions) {
        questionsWaiting.lazySet(questions);
    }

    public void publicDataset(CacheResult result) {
        of(cacheRequests, result).increment();
    }

    /** Tells whether a lease is running, so that public datasets may be cached. */
    public void publicDatasetsCached(BooleanSupplier leased) {
        Gauge.builder("public_dataset_cache_usable", leased, state -> state.getAsBoolean() ? 1 : 0)
                .strongReference(true)
                .description("1 while every change that hides a dataset is notified; at 0 no cached grant is used")
                .register(registry);
    }

    /** Counts a decision that is not in the audit log, since that was too slow. */
    public void auditDropped() {
        auditDropped.increment();
    }

    /** Counts one query to the catalog; the duration is in nanoseconds. */
    public void queried(int questions, long nanos) {
        batchSize.record(questions);
        queryDuration.record(nanos, TimeUnit.NANOSECONDS);
    }

    private static Counter keyRingReloads(MeterRegistry registry, String result) {
        return Counter.builder("key_ring_reloads")
                .description("Changes of the directory of keys, by whether they were taken")
                .tag("result", result)
                .register(registry);
    }

    private static Counter verifiedTokens(MeterRegistry registry, CacheResult result) {
        return Counter.builder("verified_token_cache_requests")
                .description("Download tokens to verify, by what they met in the cache of verified ones")
                .tag("result", result.label())
                .register(registry);
    }

    private static <E extends Enum<E>, V> Map<E, V> each(Class<E> keys, Function<E, V> value) {
        Map<E, V> values = new EnumMap<>(keys);
        for (E key : keys.getEnumConstants()) {
            values.put(key, value.apply(key));
        }
        return values;
    }

    private static <E extends Enum<E>, V> V of(Map<E, V> values, E key) {
        return Objects.requireNonNull(values.get(key));
    }
}
