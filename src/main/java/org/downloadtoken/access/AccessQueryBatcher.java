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
import org.downloadtoken.access.policy.AccessAttributes;
import org.downloadtoken.access.policy.AccessRequest;
import org.downloadtoken.failure.Failure;
import org.downloadtoken.failure.RequestFailure;
import org.downloadtoken.metrics.AccessMetrics;

/**
 * Combines access requests into batches, one catalog query each. With no query in flight, a request is sent at once and
 * alone; requests that arrive during a query are sent together after it. An idle service adds no delay, and a burst causes
 * few queries. While a query runs, another one starts only if the latest has run for SLOW_QUERY_NANOS. Concurrent queries
 * make batches smaller: with eight of them, a request costs several times the CPU that it costs with one. Belongs to one
 * event loop.
 */
final class AccessQueryBatcher {
    static final int MAX_BATCH = 256;
    static final int MAX_WAITING = 10_000;

    /** If a request has waited longer than this, the catalog is too slow for the load, and new requests fail at once. */
    static final long OVERLOAD_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    /** A query that lasts longer than this allows another concurrent query. */
    static final long SLOW_QUERY_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    /** A request that has waited longer than this is not sent: its response would come too late. */
    static final long MAX_WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(CatalogPool.STATEMENT_TIMEOUT_MS);

    private record Waiting(AccessRequest request, long since, Promise<AccessAttributes> attributes) {}

    private final Function<List<AccessRequest>, Future<List<AccessAttributes>>> query;
    private final int maxQueries;
    private final AccessMetrics metrics;
    private final LongSupplier nanoTime;
    private final Queue<Waiting> waiting = new ArrayDeque<>();
    private int queriesInFlight;
    private long latestSentAt;

    /**
     * Creates a batcher.
     *
     * @param query returns the attributes in the order of the requests, within a bounded time
     * @param maxQueries how many queries may run concurrently
     * @param nanoTime a monotonic clock, in nanoseconds
     */
    AccessQueryBatcher(
            Function<List<AccessRequest>, Future<List<AccessAttributes>>> query,
            int maxQueries,
            AccessMetrics metrics,
            LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.query = query;
        this.maxQueries = maxQueries;
        this.metrics = metrics;
    }

    /**
     * The attributes for one request. Fails if the query of its batch fails, if too many requests wait, or if it waits too
     * long.
     */
    Future<AccessAttributes> attributes(AccessRequest request) {
        if (isOverloaded()) {
            return Future.failedFuture(unavailable("too many access requests wait for the catalog"));
        }
        Promise<AccessAttributes> attributes = Promise.promise();
        waiting.add(new Waiting(request, nanoTime.getAsLong(), attributes));
        sendNext();
        return attributes.future();
    }

    private boolean isOverloaded() {
        Waiting oldest = waiting.peek();
        return oldest != null
                && (waiting.size() >= MAX_WAITING || nanoTime.getAsLong() - oldest.since() > OVERLOAD_NANOS);
    }

    private void sendNext() {
        failExpired();
        if (!waiting.isEmpty() && mayQuery()) {
            send();
        }
        metrics.waiting(waiting.size());
    }

    private void send() {
        List<Waiting> batch = nextBatch();
        long sentAt = nanoTime.getAsLong();
        latestSentAt = sentAt;
        queriesInFlight++;
        query.apply(batch.stream().map(Waiting::request).toList()).onComplete(answer -> {
            queriesInFlight--;
            metrics.queried(batch.size(), nanoTime.getAsLong() - sentAt);
            complete(batch, answer);
            sendNext();
        });
    }

    private void failExpired() {
        Waiting oldest = waiting.peek();
        while (oldest != null && nanoTime.getAsLong() - oldest.since() >= MAX_WAIT_NANOS) {
            waiting.remove();
            oldest.attributes().fail(unavailable("the access request waited too long for the catalog"));
            oldest = waiting.peek();
        }
    }

    private boolean mayQuery() {
        return queriesInFlight == 0
                || (queriesInFlight < maxQueries && nanoTime.getAsLong() - latestSentAt >= SLOW_QUERY_NANOS);
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
                batch.get(i).attributes().complete(answer.result().get(i));
            } else {
                batch.get(i).attributes().fail(answer.cause());
            }
        }
    }

    private static RequestFailure unavailable(String cause) {
        return new RequestFailure(Failure.CATALOG_UNAVAILABLE, cause);
    }
}
