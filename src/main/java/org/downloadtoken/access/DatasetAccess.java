package org.downloadtoken.access;

import io.vertx.core.Future;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;
import org.downloadtoken.access.PublicDatasetCache.RequestTime;
import org.downloadtoken.access.policy.AccessDecision;
import org.downloadtoken.access.policy.AccessDecision.Granted;
import org.downloadtoken.access.policy.AccessRequest;
import org.downloadtoken.failure.Failure;
import org.downloadtoken.failure.RequestFailure;
import org.downloadtoken.metrics.AccessMetrics;
import org.downloadtoken.metrics.CacheResult;
import org.downloadtoken.session.Caller;

/**
 * Checks whether a caller may read a dataset. Anonymous requests use the cache of public datasets; all others, and cache
 * misses, go to the access verticle. One instance per event loop.
 */
public final class DatasetAccess {
    private final AccessRequestSender sender;
    private final PublicDatasetCache cache;
    private final AccessMetrics metrics;
    private final Map<UUID, InFlight> inFlight = new HashMap<>();

    /**
     * A request that has no decision yet; concurrent anonymous requests for the same dataset share it.
     *
     * @param message the number of the message that contains it
     */
    private record InFlight(RequestTime sent, long message, Future<Granted> decision) {}

    /**
     * Creates the access checks of one event loop.
     *
     * @param transport sends the requests of one message, and returns their decisions in the same order
     * @param endOfTurn runs a task after the current turn of the event loop
     */
    public DatasetAccess(
            Function<List<AccessRequest>, Future<List<AccessDecision>>> transport,
            Executor endOfTurn,
            PublicDatasetCache cache,
            AccessMetrics metrics) {
        this.sender = new AccessRequestSender(transport, endOfTurn);
        this.cache = cache;
        this.metrics = metrics;
    }

    /** Succeeds with the grant; fails with the {@link RequestFailure} of a refusal or of an unavailable catalog. */
    public Future<Granted> check(AccessRequest request) {
        return check(request, Future::succeededFuture);
    }

    /**
     * Checks access, and asks for a permit before a request that the cache does not answer. If the permit fails, this fails, and
     * the catalog is not asked.
     */
    public Future<Granted> check(AccessRequest request, Supplier<? extends Future<?>> permit) {
        boolean isPublic = request.caller() instanceof Caller.Anonymous && cache.isOn();
        if (isPublic) {
            Optional<Granted> cached = cache.get(request.datasetId());
            if (cached.isPresent()) {
                metrics.publicDataset(CacheResult.HIT);
                return Future.succeededFuture(cached.get());
            }
        }
        Future<?> permitted = permit.get();
        return permitted.succeeded() ? query(request, isPublic) : permitted.compose(later -> query(request, isPublic));
    }

    /**
     * Ensures that one query answers the next requests of this turn that need the catalog.
     *
     * @param requests their number
     */
    public void reserve(int requests) {
        sender.reserve(requests);
    }

    /** Removes a dataset from the cache. Returns whether the cache had an entry. */
    public boolean forget(UUID datasetId) {
        return cache.remove(datasetId);
    }

    private Future<Granted> query(AccessRequest request, boolean isPublic) {
        return isPublic ? shareOrQuery(request, cache.now()) : sender.send(request);
    }

    /**
     * Shares a query in flight. If that query was sent before this request arrived, its refusal may be out of date: the dataset
     * may have become public. Then this request shares a newer query, or sends one. A query in the unsent message is new enough.
     */
    private Future<Granted> shareOrQuery(AccessRequest request, RequestTime arrived) {
        InFlight shared = inFlight.get(request.datasetId());
        if (shared == null || !cache.isFresh(shared.sent())) {
            return queryAndCache(request);
        }
        metrics.publicDataset(CacheResult.SHARED);
        if (shared.sent().nanos() - arrived.nanos() > 0 || shared.message() == sender.nextMessage()) {
            return shared.decision();
        }
        return shared.decision()
                .recover(failure -> Failure.of(failure).isRefusal()
                        ? shareOrQuery(request, arrived)
                        : Future.failedFuture(failure));
    }

    private Future<Granted> queryAndCache(AccessRequest request) {
        metrics.publicDataset(CacheResult.MISS);
        RequestTime sent = cache.now();
        Future<Granted> decision = sender.send(request);
        InFlight query = new InFlight(sent, sender.nextMessage(), decision);
        inFlight.put(request.datasetId(), query);
        return decision.onComplete(decided -> {
            if (decided.succeeded()) {
                cache.put(decided.result(), sent);
            }
            inFlight.remove(request.datasetId(), query);
        });
    }
}
