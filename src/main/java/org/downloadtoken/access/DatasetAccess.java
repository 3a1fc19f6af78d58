package org.downloadtoken.access;

import io.vertx.core.Future;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.ReplyException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.downloadtoken.access.PublicDatasetCache.Asked;
import org.downloadtoken.access.catalog.CatalogUnavailable;
import org.downloadtoken.access.policy.AccessDecision.Granted;
import org.downloadtoken.access.policy.AccessDecision.Refused;
import org.downloadtoken.access.policy.AccessRequest;
import org.downloadtoken.metrics.CacheResult;
import org.downloadtoken.metrics.TokenMetrics;
import org.downloadtoken.session.Caller;

/**
 * Asks whether a caller may read a dataset: the cache of this event loop where the caller is anonymous, else, and for
 * what is not cached, the access verticle. One instance an event loop.
 */
public final class DatasetAccess {
    private final EventBus bus;
    private final PublicDatasetCache cache;
    private final TokenMetrics metrics;
    private final Map<UUID, InFlight> inFlight = new HashMap<>();

    /** A question that is being asked, for whoever wants to know the same. */
    private record InFlight(Asked asked, Future<Granted> answer) {}

    public DatasetAccess(EventBus bus, PublicDatasetCache cache, TokenMetrics metrics) {
        this.bus = bus;
        this.cache = cache;
        this.metrics = metrics;
    }

    /** Succeeds with the grant; fails with {@link AccessRefused} or {@link CatalogUnavailable}. */
    public Future<Granted> ask(AccessRequest question) {
        return question.caller() instanceof Caller.Anonymous && cache.isOn()
                ? askForPublic(question)
                : askCatalog(question);
    }

    /** Forgets what is cached of a dataset; true if something was, and may have been out of date. */
    public boolean forget(UUID datasetId) {
        return cache.remove(datasetId);
    }

    private Future<Granted> askForPublic(AccessRequest question) {
        UUID datasetId = question.datasetId();
        Optional<Granted> cached = cache.get(datasetId);
        if (cached.isPresent()) {
            metrics.publicDataset(CacheResult.HIT);
            return Future.succeededFuture(cached.get());
        }
        return shareOrAsk(question, cache.asked());
    }

    /**
     * Shares the answer to a question that is under way, if it grants. A refusal of one that was asked before this caller
     * came is asked for again: the dataset may have become public in between, and what is public is never refused.
     */
    private Future<Granted> shareOrAsk(AccessRequest question, Asked arrived) {
        InFlight shared = inFlight.get(question.datasetId());
        if (shared == null || !cache.isFresh(shared.asked())) {
            return askAndRemember(question);
        }
        metrics.publicDataset(CacheResult.SHARED);
        if (shared.asked().at() - arrived.at() > 0) {
            return shared.answer();
        }
        return shared.answer()
                .recover(failure -> failure instanceof AccessRefused
                        ? shareOrAsk(question, arrived)
                        : Future.failedFuture(failure));
    }

    private Future<Granted> askAndRemember(AccessRequest question) {
        metrics.publicDataset(CacheResult.MISS);
        InFlight asking = new InFlight(cache.asked(), askCatalog(question));
        inFlight.put(question.datasetId(), asking);
        return asking.answer()
                .onSuccess(grant -> cache.put(grant, asking.asked()))
                .onComplete(done -> inFlight.remove(question.datasetId(), asking));
    }

    private Future<Granted> askCatalog(AccessRequest question) {
        return AccessBus.ask(bus, question)
                .recover(failure -> Future.failedFuture(unavailableUnlessDefect(failure)))
                .compose(reply -> reply.body() instanceof Granted grant
                        ? Future.succeededFuture(grant)
                        : Future.failedFuture(new AccessRefused((Refused) reply.body())));
    }

    private static Throwable unavailableUnlessDefect(Throwable failure) {
        boolean defect = failure instanceof ReplyException reply && reply.failureCode() == AccessBus.DEFECT;
        return defect ? failure : new CatalogUnavailable("no answer from the catalog");
    }
}
