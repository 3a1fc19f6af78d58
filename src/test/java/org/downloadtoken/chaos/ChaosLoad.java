package org.downloadtoken.chaos;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import org.downloadtoken.demo.DemoDataset;
import org.downloadtoken.demo.DemoUser;
import org.downloadtoken.testing.ApiClient;
import org.downloadtoken.testing.PlainClient;
import org.downloadtoken.testing.Tokens;
import org.downloadtoken.testing.program.Workers;
import org.downloadtoken.testing.revocation.ChangingDataset;
import org.downloadtoken.testing.revocation.VisibilityHistory;

/**
 * Requests tokens continuously, for datasets that change and for datasets that do not. Verifies each response: a 503 is never
 * wrong. Any other response must be right for a moment between the response and the bound before the request.
 */
final class ChaosLoad implements AutoCloseable {
    private static final int THREADS = 8;
    private static final long SLOW_NANOS = TimeUnit.SECONDS.toNanos(2);

    /** The observations. A response is stale if it grants a dataset that was hidden before the request. */
    record Result(
            long requests,
            long unavailable,
            List<String> wrong,
            long slow,
            long slowestMillis,
            long lastUnavailableAt,
            List<Long> staleMillis) {}

    private record Answer(VisibilityHistory history, long from, long until, int status) {}

    private record Revocation(VisibilityHistory history, long at) {}

    private final int port;
    private final ChaosChanges changes;
    private final long boundNanos;
    private final Workers workers = new Workers();
    private final LongAdder requests = new LongAdder();
    private final LongAdder unavailable = new LongAdder();
    private final ConcurrentLinkedQueue<Long> nanos = new ConcurrentLinkedQueue<>();
    private final Map<String, Long> wrong = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<Answer> toJudge = new ConcurrentLinkedQueue<>();
    private volatile long lastUnavailableAt;

    /**
     * Starts the load.
     *
     * @param boundMillis how long the state before a change may still be granted, in milliseconds
     */
    ChaosLoad(int port, ChaosChanges changes, long boundMillis) {
        this.port = port;
        this.changes = changes;
        this.boundNanos = TimeUnit.MILLISECONDS.toNanos(boundMillis);
        for (int i = 0; i < THREADS; i++) {
            workers.start("load-" + i, this::run);
        }
    }

    /** The observations since the last call. Call this while no change is in progress. */
    synchronized Result result() {
        Map<Revocation, Long> stale = new ConcurrentHashMap<>();
        for (Answer answer = toJudge.poll(); answer != null; answer = toJudge.poll()) {
            judge(answer, stale);
        }
        List<String> wrongs = new ArrayList<>();
        wrong.forEach((what, times) -> wrongs.add(times + " x " + what));
        wrong.clear();
        LongSummaryStatistics slow = new LongSummaryStatistics();
        long slowest = 0;
        for (Long took = nanos.poll(); took != null; took = nanos.poll()) {
            slowest = Math.max(slowest, took);
            if (took > SLOW_NANOS) {
                slow.accept(took);
            }
        }
        long unavailableAt = lastUnavailableAt;
        lastUnavailableAt = 0;
        return new Result(
                requests.sumThenReset(),
                unavailable.sumThenReset(),
                wrongs,
                slow.getCount(),
                TimeUnit.NANOSECONDS.toMillis(slowest),
                unavailableAt,
                stale.values().stream()
                        .map(TimeUnit.NANOSECONDS::toMillis)
                        .sorted()
                        .toList());
    }

    @Override
    public void close() {
        workers.stop();
    }

    private void run(BooleanSupplier running) {
        PlainClient client = new PlainClient(port);
        while (running.getAsBoolean()) {
            int kind = ThreadLocalRandom.current().nextInt(10);
            if (kind < 5) {
                mintChanging(client, changes.any());
            } else if (kind < 7) {
                mintUnchanging(client, DemoDataset.PUBLIC.id(), 200);
            } else if (kind < 8) {
                mintUnchanging(client, UUID.randomUUID(), 404);
            } else {
                mintUnchanging(
                        client,
                        DemoDataset.PRIVATE.id(),
                        200,
                        "Authorization",
                        "Bearer " + Tokens.session(DemoUser.OWNER));
            }
        }
    }

    private void mintChanging(PlainClient client, ChangingDataset dataset) {
        long from = System.nanoTime();
        int status = mint(client, dataset.id());
        if (status == 200 || status == 404) {
            toJudge.add(new Answer(dataset.history(), from, System.nanoTime(), status));
        } else if (status != 503) {
            wrong.merge(status + " for 200 or 404", 1L, Long::sum);
        }
    }

    private void mintUnchanging(PlainClient client, UUID datasetId, int expected, String... headers) {
        int status = mint(client, datasetId, headers);
        if (status != expected && status != 503) {
            wrong.merge(status + " for " + expected, 1L, Long::sum);
        }
    }

    private int mint(PlainClient client, UUID datasetId, String... headers) {
        long from = System.nanoTime();
        int status;
        try {
            status = client.request("POST", ApiClient.MINT + datasetId, headers).status();
        } catch (UncheckedIOException e) {
            status = 0;
        }
        long until = System.nanoTime();
        requests.increment();
        nanos.add(until - from);
        if (status == 503) {
            unavailable.increment();
            lastUnavailableAt = until;
        }
        return status;
    }

    private void judge(Answer answer, Map<Revocation, Long> stale) {
        if (answer.status() == 200) {
            OptionalLong hidden = answer.history().hiddenSince(answer.from(), answer.until());
            if (hidden.isPresent()) {
                stale.merge(
                        new Revocation(answer.history(), hidden.getAsLong()),
                        answer.until() - hidden.getAsLong(),
                        Math::max);
                if (answer.from() - hidden.getAsLong() > boundNanos) {
                    wrong.merge("200 for what was hidden", 1L, Long::sum);
                }
            }
        } else if (answer.history().visibleSince(answer.from(), answer.until()).isPresent()) {
            wrong.merge("404 for what was public", 1L, Long::sum);
        }
    }
}
