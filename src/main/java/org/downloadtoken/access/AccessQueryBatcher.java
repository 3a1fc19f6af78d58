package org.downloadtoken.access;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.downloadtoken.access.catalog.CatalogPool;
import org.downloadtoken.access.catalog.CatalogUnavailable;
import org.downloadtoken.access.policy.AccessAttributes;
import org.downloadtoken.access.policy.AccessRequest;
import org.downloadtoken.metrics.TokenMetrics;

/**
 * Sends questions in batches: with no query under way a question goes out at once and alone; what gathers during a query
 * goes out together after it. So an idle service adds no wait, and a burst reaches Postgres as few queries. A further
 * lane is taken only once the latest query has lasted unusually long: more lanes mean smaller batches, and eight of them
 * cost service and Postgres several times as much a question as one. Belongs to one event loop.
 */
final class AccessQueryBatcher {
    static final int MAX_BATCH = 256;
    static final int MAX_WAITING = 10_000;

    /** While somebody has waited for so long there is more to do than gets done: who comes then is told at once. */
    static final long CROWDED_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    /** Who has waited for so long is not asked for any more: its answer would come too late. */
    static final long MAX_WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(CatalogPool.STATEMENT_TIMEOUT_MS);

    private record Waiting(AccessRequest question, long askedAt, Promise<AccessAttributes> facts) {}

    private final Function<List<AccessRequest>, Future<List<AccessAttributes>>> query;
    private final int lanes;
    private final TokenMetrics metrics;
    private final LongSupplier nanoTime;
    private final Queue<Waiting> waiting = new ArrayDeque<>();
    private int lanesTaken;
    private long latestSentAt;

    /** Sends by this query, which answers within a bound and in the order of its questions, at most one a lane at a time. */
    AccessQueryBatcher(
            Function<List<AccessRequest>, Future<List<AccessAttributes>>> query,
            int lanes,
            TokenMetrics metrics,
            LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.query = query;
        this.lanes = lanes;
        this.metrics = metrics;
    }

    /** The facts for one question; fails as its batch's query does, or at once if too many questions wait, or for too long. */
    Future<AccessAttributes> facts(AccessRequest question) {
        if (isCrowded()) {
            return Future.failedFuture(new CatalogUnavailable("too many questions wait for the catalog"));
        }
        Promise<AccessAttributes> facts = Promise.promise();
        waiting.add(new Waiting(question, nanoTime.getAsLong(), facts));
        sendNext();
        return facts.future();
    }

    private boolean isCrowded() {
        Waiting oldest = waiting.peek();
        return oldest != null
                && (waiting.size() >= MAX_WAITING || nanoTime.getAsLong() - oldest.askedAt() > CROWDED_NANOS);
    }

    private void sendNext() {
        dropExpired();
        if (!waiting.isEmpty() && isLaneFree()) {
            send();
        }
        metrics.questionsWaiting(waiting.size());
    }

    private void send() {
        List<Waiting> batch = nextBatch();
        long sentAt = nanoTime.getAsLong();
        latestSentAt = sentAt;
        lanesTaken++;
        query.apply(batch.stream().map(Waiting::question).toList()).onComplete(answer -> {
            lanesTaken--;
            metrics.queried(batch.size(), nanoTime.getAsLong() - sentAt);
            complete(batch, answer);
            sendNext();
        });
    }

    private void dropExpired() {
        Waiting oldest = waiting.peek();
        while (oldest != null && nanoTime.getAsLong() - oldest.askedAt() >= MAX_WAIT_NANOS) {
            waiting.remove();
            oldest.facts().fail(new CatalogUnavailable("the question waited too long for the catalog"));
            oldest = waiting.peek();
        }
    }

    private boolean isLaneFree() {
        return lanesTaken == 0 || (lanesTaken < lanes && nanoTime.getAsLong() - latestSentAt >= PATIENCE_NANOS);
    }

    private List<Waiting> nextBatch() {
        int size = Math.min(waiting.size(), MAX_BATCH);
        List<Waiting> batch = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            batch.add(waiting.remove());
        }
        return batch;
    }

    private static void complete(List<Waiting> batch, AsyncResult<List<AccessAttributes>> answer) {
        for (int i = 0; i < batch.size(); i++) {
            if (answer.succeeded()) {
                batch.get(i).facts().complete(answer.result().get(i));
            } else {
                batch.get(i).facts().fail(answer.cause());
            }
        }
    }
}
