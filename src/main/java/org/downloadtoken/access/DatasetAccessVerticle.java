package org.downloadtoken.access;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.VertxException;
import io.vertx.core.eventbus.Message;
import io.vertx.sqlclient.Pool;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.downloadtoken.access.catalog.CatalogCircuitBreaker;
import org.downloadtoken.access.catalog.CatalogFailure;
import org.downloadtoken.access.catalog.CatalogHealthProbe;
import org.downloadtoken.access.catalog.CatalogPool;
import org.downloadtoken.access.catalog.DatasetAccessQuery;
import org.downloadtoken.access.catalog.startup.CatalogStartupCheck;
import org.downloadtoken.access.invalidation.InvalidationChannel;
import org.downloadtoken.access.invalidation.Invalidations;
import org.downloadtoken.access.policy.AccessAttributes;
import org.downloadtoken.access.policy.AccessDecision;
import org.downloadtoken.access.policy.AccessPolicy;
import org.downloadtoken.access.policy.AccessRequest;
import org.downloadtoken.access.wire.AccessRequests;
import org.downloadtoken.config.Catalog;
import org.downloadtoken.failure.RequestFailure;
import org.downloadtoken.metrics.AccessMetrics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides access requests from the event bus with attributes from the catalog. A reply carries a decision; a failed reply
 * means that the infrastructure failed.
 */
public final class DatasetAccessVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(DatasetAccessVerticle.class);
    private static final int CLOSE_TIMEOUT_MS = 2_000;

    private final Catalog catalog;
    private final AccessPolicy policy;
    private final Optional<Invalidations> invalidations;
    private final AccessMetrics metrics;
    private Pool pool;
    private Optional<InvalidationChannel> channel = Optional.empty();
    private DatasetAccessQuery query;
    private AccessQueryBatcher batcher;
    private CatalogHealthProbe probe;
    private boolean answering = true;

    /**
     * Creates a verticle that queries this catalog.
     *
     * @param invalidations receives the changes of the catalog; empty if cache entries end only by their TTL
     */
    @SuppressWarnings("NullAway.Init") // start() sets the fields before any other method runs
    public DatasetAccessVerticle(
            Catalog catalog, Set<String> downloadRoles, Optional<Invalidations> invalidations, AccessMetrics metrics) {
        this.invalidations = invalidations;
        this.catalog = catalog;
        this.policy = new AccessPolicy(downloadRoles);
        this.metrics = metrics;
    }

    @Override
    public Future<?> start() {
        pool = CatalogPool.create(vertx, catalog, "catalog", catalog.poolSize());
        query = new DatasetAccessQuery(pool, catalog.schema());
        CatalogCircuitBreaker breaker =
                new CatalogCircuitBreaker(System::nanoTime, CatalogCircuitBreaker::randomResetNanos);
        batcher = new AccessQueryBatcher(
                requests -> breaker.call(() -> query.attributes(requests)),
                catalog.poolSize(),
                metrics,
                System::nanoTime);
        probe = new CatalogHealthProbe(() -> breaker.call(query::ping));
        return new CatalogStartupCheck(vertx, catalog, query).await().compose(usable -> {
            probe.start(vertx);
            channel = invalidations.map(changes -> InvalidationChannel.create(vertx, catalog, changes));
            channel.ifPresent(InvalidationChannel::start);
            vertx.eventBus().localConsumer(AccessBus.PROBES, this::probe);
            return vertx.eventBus()
                    .<AccessRequests>localConsumer(AccessBus.REQUESTS, this::decide)
                    .completion();
        });
    }

    @Override
    public Future<?> stop() {
        Future<Void> channelClosed = channel.map(InvalidationChannel::close).orElse(Future.succeededFuture());
        return Future.join(channelClosed, pool.close())
                .timeout(CLOSE_TIMEOUT_MS, TimeUnit.MILLISECONDS)
                .otherwiseEmpty();
    }

    private void decide(Message<AccessRequests> message) {
        Future.succeededFuture(message)
                .map(received -> received.body().requests()) // decodes a message of another process
                .compose(requests -> batcher.attributes(requests).map(attributes -> decisions(requests, attributes)))
                .map(decisions -> {
                    catalogAnswers();
                    AccessBus.reply(message, decisions);
                    return decisions;
                })
                .onFailure(failure -> fail(message, failure));
    }

    private List<AccessDecision> decisions(List<AccessRequest> requests, List<AccessAttributes> attributes) {
        List<AccessDecision> decisions = new ArrayList<>(requests.size());
        for (int i = 0; i < requests.size(); i++) {
            decisions.add(policy.decide(requests.get(i), attributes.get(i)));
        }
        return decisions;
    }

    private void fail(Message<AccessRequests> message, Throwable failure) {
        // The Postgres client reports a VertxException or a checked exception. All others are bugs of this service.
        if (failure instanceof RuntimeException
                && !(failure instanceof VertxException || failure instanceof RequestFailure)) {
            LOG.error("An access request could not be decided", failure);
            message.fail(AccessBus.DEFECT, "the access request could not be decided");
        } else {
            catalogFails(failure);
            message.fail(AccessBus.UNAVAILABLE, "the catalog did not answer");
        }
    }

    private void probe(Message<Object> message) {
        if (probe.isUp()) {
            message.reply(null);
        } else {
            message.fail(AccessBus.UNAVAILABLE, "the catalog does not answer");
        }
    }

    /** Logs one line per change, not per request: an outage affects thousands of requests per second. */
    private void catalogAnswers() {
        if (!answering) {
            answering = true;
            LOG.info("The catalog answers again");
        }
    }

    private void catalogFails(Throwable failure) {
        if (answering) {
            answering = false;
            LOG.warn("The catalog does not answer: {}", CatalogFailure.describe(failure));
        }
    }
}
