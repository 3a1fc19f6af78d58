package org.downloadtoken.access;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.downloadtoken.access.WaitingRequests.Message;
import org.downloadtoken.access.catalog.CatalogPool;
import org.downloadtoken.access.policy.AccessAttributes;
import org.downloadtoken.access.policy.AccessRequest;
import org.downloadtoken.access.wire.AccessRequests;
import org.downloadtoken.failure.Failure;
import org.downloadtoken.failure.RequestFailure;
import org.downloadtoken.metrics.AccessMetrics;

/**
 * Combines messages of access requests into batches, one catalog query each. With no query in flight, a message is sent at
 * once; messages that arrive during a query are sent together after it. The requests of one message are never divided among
 * queries. An idle service adds no delay, and a burst causes few queries. While a query runs, another one starts only if the
 * latest has run for SLOW_QUERY_NANOS. Concurrent queries make batches smaller: with eight of them, a request costs several
 * times the CPU that it costs with one. Belongs to one event loop.
 */
final class AccessQueryBatcher {
    static final int MAX_WAITING = 10_000;

    /** If a request has waited longer than this, the catalog is too slow for the load, and new requests fail at once. */
    static final long OVERLOAD_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    /** A query that lasts longer than this allows another concurrent query. */
    static final long SLOW_QUERY_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    /** A request that has waited longer than this is not sent: its response would come too late. */
    static final long MAX_WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(CatalogPool.STATEMENT_TIMEOUT_MS);

    private final Function<List<AccessRequest>, Future<List<AccessAttributes>>> query;
    private final int maxQueries;
    private final AccessMetrics metrics;
    private final LongSupplier nanoTime;
    private final WaitingRequests waiting = new WaitingRequests();
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
     * The attributes for the requests of one message, in their order. Fails if the query of their batch fails, if too many
     * requests wait, or if they wait too long.
     *
     * @param requests at most AccessRequests.MAX
     */
    Future<List<AccessAttributes>> attributes(List<AccessRequest> requests) {
        if (isOverloaded(requests.size())) {
            return Future.failedFuture(unavailable("too many access requests wait for the catalog"));
        }
        Future<List<AccessAttributes>> attributes = waiting.add(requests, nanoTime.getAsLong());
        sendNext();
        return attributes;
    }

    private boolean isOverloaded(int more) {
        return !waiting.isEmpty()
                && (waiting.size() + more > MAX_WAITING
                        || nanoTime.getAsLong() - waiting.oldestSince() > OVERLOAD_NANOS);
    }

    private void sendNext() {
        failExpired();
        if (!waiting.isEmpty() && mayQuery()) {
            send();
        }
        metrics.waiting(waiting.size());
    }

    private void send() {
        List<Message> batch = waiting.removeNext(AccessRequests.MAX);
        List<AccessRequest> requests =
                batch.stream().flatMap(message -> message.requests().stream()).toList();
        long sentAt = nanoTime.getAsLong();
        latestSentAt = sentAt;
        queriesInFlight++;
        query.apply(requests).onComplete(answer -> {
            queriesInFlight--;
            metrics.queried(requests.size(), nanoTime.getAsLong() - sentAt);
            complete(batch, answer);
            sendNext();
        });
    }

    private void failExpired() {
        while (!waiting.isEmpty() && nanoTime.getAsLong() - waiting.oldestSince() >= MAX_WAIT_NANOS) {
            waiting.removeOldest().attributes().fail(unavailable("the access request waited too long for the catalog"));
        }
    }

    private boolean mayQuery() {
        return queriesInFlight == 0
                || (queriesInFlight < maxQueries && nanoTime.getAsLong() - latestSentAt >= SLOW_QUERY_NANOS);
    }

    private static void complete(List<Message> batch, AsyncResult<List<AccessAttributes>> answer) {
        int first = 0;
        for (Message message : batch) {
            int next = first + message.requests().size();
            if (answer.succeeded()) {
                message.attributes().complete(answer.result().subList(first, next));
            } else {
                message.attributes().fail(answer.cause());
            }
            first = next;
        }
    }

    private static RequestFailure unavailable(String cause) {
        return new RequestFailure(Failure.CATALOG_UNAVAILABLE, cause);
    }
}
