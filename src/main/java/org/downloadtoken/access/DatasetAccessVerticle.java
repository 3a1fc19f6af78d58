package org.downloadtoken.access;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.eventbus.Message;
import io.vertx.sqlclient.Pool;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.downloadtoken.access.catalog.CatalogCircuitBreaker;
import org.downloadtoken.access.catalog.CatalogHealthProbe;
import org.downloadtoken.access.catalog.CatalogPool;
import org.downloadtoken.access.catalog.DatasetAccessQuery;
import org.downloadtoken.access.catalog.startup.CatalogStartupCheck;
import org.downloadtoken.access.cluster.AccessNodeId;
import org.downloadtoken.access.cluster.ClusterBus;
import org.downloadtoken.access.cluster.EdgeStreams;
import org.downloadtoken.access.invalidation.InvalidationChannel;
import org.downloadtoken.access.invalidation.Invalidations;
import org.downloadtoken.access.policy.AccessPolicy;
import org.downloadtoken.access.wire.AccessRequests;
import org.downloadtoken.access.wire.NodeMessage.Condition;
import org.downloadtoken.config.Catalog;
import org.downloadtoken.metrics.AccessMetrics;

/**
 * Decides access requests from the event bus with attributes from the catalog. In a cluster, it is also an access node, which
 * answers the edges.
 */
public final class DatasetAccessVerticle extends VerticleBase {
    private static final int CLOSE_TIMEOUT_MS = 2_000;

    /**
     * The verticle as an access node of a cluster.
     *
     * @param draining whether it stops soon, so that edges should ask others
     * @param edges receives the number of edges, for a metric
     */
    public record ClusterRole(AccessNodeId self, BooleanSupplier draining, AtomicInteger edges) {}

    private final Catalog catalog;
    private final Set<String> downloadRoles;
    private final Optional<Invalidations> invalidations;
    private final AccessMetrics metrics;
    private final Optional<ClusterRole> cluster;
    private Pool pool;
    private Optional<InvalidationChannel> channel = Optional.empty();
    private DatasetAccessQuery query;
    private AccessResponder responder;
    private CatalogHealthProbe probe;

    /**
     * Creates a verticle that queries this catalog.
     *
     * @param invalidations receives the changes of the catalog; empty if cache entries end only by their TTL
     * @param cluster empty if the verticle answers this process only
     */
    @SuppressWarnings("NullAway.Init") // start() sets the fields before any other method runs
    public DatasetAccessVerticle(
            Catalog catalog,
            Set<String> downloadRoles,
            Optional<Invalidations> invalidations,
            Optional<ClusterRole> cluster,
            AccessMetrics metrics) {
        this.cluster = cluster;
        this.invalidations = invalidations;
        this.catalog = catalog;
        this.downloadRoles = downloadRoles;
        this.metrics = metrics;
    }

    @Override
    public Future<?> start() {
        pool = CatalogPool.create(vertx, catalog, "catalog", catalog.poolSize());
        query = new DatasetAccessQuery(pool, catalog.schema());
        CatalogCircuitBreaker breaker =
                new CatalogCircuitBreaker(System::nanoTime, CatalogCircuitBreaker::randomResetNanos);
        AccessQueryBatcher batcher = new AccessQueryBatcher(
                requests -> breaker.call(() -> query.attributes(requests)),
                catalog.poolSize(),
                metrics,
                System::nanoTime);
        responder = new AccessResponder(batcher::attributes, new AccessPolicy(downloadRoles));
        probe = new CatalogHealthProbe(() -> breaker.call(query::ping));
        return new CatalogStartupCheck(vertx, catalog, query).await().compose(usable -> {
            probe.start(vertx);
            channel = invalidations.map(changes -> InvalidationChannel.create(vertx, catalog, changes));
            Future<Void> joined = cluster.map(this::answerEdges).orElse(Future.succeededFuture());
            channel.ifPresent(InvalidationChannel::start);
            vertx.eventBus().localConsumer(AccessBus.PROBES, this::probe);
            return joined.compose(answering -> vertx.eventBus()
                    .<AccessRequests>localConsumer(AccessBus.REQUESTS, responder::answer)
                    .completion());
        });
    }

    /** First the access requests, then the lease requests, whose answers tell the edges of this node. */
    private Future<Void> answerEdges(ClusterRole role) {
        return new ClusterBus(vertx.eventBus())
                .answer(role.self().id(), responder::answer)
                .compose(answering ->
                        EdgeStreams.start(vertx, role.self(), invalidations, () -> condition(role), role.edges()));
    }

    private Condition condition(ClusterRole role) {
        if (role.draining().getAsBoolean()) {
            return Condition.DRAINING;
        }
        return probe.isUp() ? Condition.UP : Condition.CATALOG_DOWN;
    }

    @Override
    public Future<?> stop() {
        Future<Void> channelClosed = channel.map(InvalidationChannel::close).orElse(Future.succeededFuture());
        return Future.join(channelClosed, pool.close())
                .timeout(CLOSE_TIMEOUT_MS, TimeUnit.MILLISECONDS)
                .otherwiseEmpty();
    }

    private void probe(Message<Object> message) {
        if (probe.isUp()) {
            message.reply(null);
        } else {
            message.fail(AccessBus.UNAVAILABLE, "the catalog does not answer");
        }
    }
}
