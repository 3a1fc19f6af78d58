package org.downloadtoken.access;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.VertxException;
import io.vertx.core.eventbus.Message;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlClient;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.downloadtoken.access.catalog.CatalogCircuitBreaker;
import org.downloadtoken.access.catalog.CatalogHealthProbe;
import org.downloadtoken.access.catalog.CatalogPool;
import org.downloadtoken.access.catalog.CatalogStartupCheck;
import org.downloadtoken.access.catalog.CatalogUnavailable;
import org.downloadtoken.access.catalog.DatasetAccessQuery;
import org.downloadtoken.access.catalog.InvalidationQuery;
import org.downloadtoken.access.catalog.PrimaryFinder;
import org.downloadtoken.access.invalidation.Heartbeats;
import org.downloadtoken.access.invalidation.InvalidationChannel;
import org.downloadtoken.access.invalidation.InvalidationSession;
import org.downloadtoken.access.invalidation.Invalidations;
import org.downloadtoken.access.invalidation.LeaseLog;
import org.downloadtoken.access.invalidation.TriggerInspector;
import org.downloadtoken.access.policy.AccessPolicy;
import org.downloadtoken.access.policy.AccessRequest;
import org.downloadtoken.config.Catalog;
import org.downloadtoken.metrics.TokenMetrics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers access questions from the event bus with facts from the catalog. A reply is a business answer; a failed reply
 * means that the infrastructure failed.
 */
public final class DatasetAccessVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(DatasetAccessVerticle.class);

    private static final int CLOSE_MS = 2_000;

    private final Catalog catalog;
    private final AccessPolicy policy;
    private final Optional<Invalidations> invalidations;
    private final TokenMetrics metrics;
    private Pool pool;
    private Optional<InvalidationChannel> channel = Optional.empty();
    private DatasetAccessQuery query;
    private AccessQueryBatcher batches;
    private CatalogHealthProbe probe;
    private boolean answering = true;

    /** Answers from this catalog, and receives from it what changes if invalidations are given. */
    @SuppressWarnings("NullAway.Init") // start() comes before all else
    public DatasetAccessVerticle(
            Catalog catalog, Set<String> downloadRoles, Optional<Invalidations> invalidations, TokenMetrics metrics) {
        this.invalidations = invalidations;
        this.catalog = catalog;
        this.policy = new AccessPolicy(downloadRoles);
        this.metrics = metrics;
    }

    @Override
    public Future<?> start() {
        pool = CatalogPool.create(vertx, catalog, "catalog", catalog.poolSize());
        query = new DatasetAccessQuery(pool, catalog.schema());
        CatalogCircuitBreaker breaker = new CatalogCircuitBreaker(System::nanoTime, DatasetAccessVerticle::pauseNanos);
        batches = new AccessQueryBatcher(
                questions -> breaker.call(() -> query.facts(questions)), catalog.poolSize(), metrics, System::nanoTime);
        probe = new CatalogHealthProbe(() -> breaker.call(query::ping));
        return new CatalogStartupCheck(vertx, query).await().compose(usable -> {
            probe.start(vertx);
            channel = invalidations.map(this::channel);
            channel.ifPresent(InvalidationChannel::start);
            vertx.eventBus().localConsumer(AccessBus.PROBES, this::probe);
            return vertx.eventBus()
                    .<AccessRequest>localConsumer(AccessBus.QUESTIONS, this::answer)
                    .completion();
        });
    }

    @Override
    public Future<?> stop() {
        Future<Void> unlistened = channel.map(InvalidationChannel::close).orElse(Future.succeededFuture());
        return Future.join(unlistened, pool.close())
                .timeout(CLOSE_MS, TimeUnit.MILLISECONDS)
                .otherwiseEmpty();
    }

    private void answer(Message<AccessRequest> message) {
        AccessRequest question = message.body();
        batches.facts(question)
                .map(facts -> policy.decide(question, facts))
                .onSuccess(answer -> {
                    answering();
                    AccessBus.reply(message, answer);
                })
                .onFailure(failure -> fail(message, failure));
    }

    private void fail(Message<AccessRequest> message, Throwable failure) {
        // What the client reports is a VertxException or checked; any other is a mistake in mapping or deciding.
        if (failure instanceof RuntimeException
                && !(failure instanceof VertxException || failure instanceof CatalogUnavailable)) {
            LOG.error("A question could not be decided", failure);
            message.fail(AccessBus.DEFECT, "the question could not be decided");
        } else {
            notAnswering(failure);
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

    private InvalidationChannel channel(Invalidations received) {
        LeaseLog log = new LeaseLog(System::nanoTime);
        PrimaryFinder primary = new PrimaryFinder(vertx, catalog);
        return new InvalidationChannel(
                vertx, () -> session(primary, received, log), received, log, DatasetAccessVerticle::pauseNanos);
    }

    private InvalidationSession session(PrimaryFinder primary, Invalidations received, LeaseLog log) {
        SqlClient client = CatalogPool.pipelined(vertx, primary);
        InvalidationQuery query = new InvalidationQuery(client, catalog.schema());
        return new InvalidationSession(
                CatalogPool.listener(vertx, primary),
                client,
                new Heartbeats(
                        query::heartbeat, new TriggerInspector(query::triggers, log), received, log, System::nanoTime));
    }

    private static long pauseNanos() {
        return ThreadLocalRandom.current()
                .nextLong(CatalogCircuitBreaker.LEAST_PAUSE_NANOS, CatalogCircuitBreaker.MOST_PAUSE_NANOS);
    }

    /** One line a change, not one a request: an outage meets thousands of requests a second. */
    private void answering() {
        if (!answering) {
            answering = true;
            LOG.info("The catalog answers again");
        }
    }

    private void notAnswering(Throwable failure) {
        if (answering) {
            answering = false;
            LOG.warn("The catalog does not answer: {}", failure.getMessage());
        }
    }
}
