package org.downloadtoken.access.invalidation;

import io.vertx.core.Vertx;
import io.vertx.sqlclient.SqlClient;
import java.util.function.Supplier;
import org.downloadtoken.access.catalog.CatalogPool;
import org.downloadtoken.access.catalog.InvalidationQuery;
import org.downloadtoken.access.catalog.PrimaryFinder;
import org.downloadtoken.config.Catalog;

/** Creates a session with its own connections and heartbeats for each attempt to listen. */
final class InvalidationSessionFactory implements Supplier<InvalidationSession> {
    private final Vertx vertx;
    private final PrimaryFinder primary;
    private final String schema;
    private final Invalidations invalidations;
    private final LeaseLog log;

    InvalidationSessionFactory(Vertx vertx, Catalog catalog, Invalidations invalidations, LeaseLog log) {
        this.vertx = vertx;
        this.primary = new PrimaryFinder(vertx, catalog);
        this.schema = catalog.schema();
        this.invalidations = invalidations;
        this.log = log;
    }

    @Override
    public InvalidationSession get() {
        SqlClient client = CatalogPool.pipelined(vertx, primary);
        InvalidationQuery query = new InvalidationQuery(client, schema);
        TriggerInspector triggers = new TriggerInspector(query::triggers, log);
        return new InvalidationSession(
                CatalogPool.listener(vertx, primary),
                client,
                new Heartbeats(query::heartbeat, triggers, invalidations, log, System::nanoTime));
    }
}
