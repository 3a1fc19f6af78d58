package org.downloadtoken.access.catalog.startup;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.util.concurrent.TimeUnit;
import org.downloadtoken.access.catalog.CatalogPool;
import org.downloadtoken.access.catalog.CatalogUnusable;
import org.downloadtoken.access.catalog.DatasetAccessQuery;
import org.downloadtoken.access.catalog.InvalidationQuery;
import org.downloadtoken.access.catalog.TriggerState;
import org.downloadtoken.config.Catalog;

/**
 * Inspects a catalog for the operator. Only {@link #usable} connects like the service; the other connections change nothing of their
 * sessions. All of them close with Vert.x.
 */
public final class CatalogInspection {
    private static final int CONNECTIONS = 3;
    private static final int ATTEMPTS = 3;
    private static final int RETRY_MS = 300;

    private final Vertx vertx;
    private final Pool pool;
    private final Catalog catalog;
    private final CatalogStartupCheck startup;

    public CatalogInspection(Vertx vertx, Catalog catalog) {
        this.vertx = vertx;
        this.pool = CatalogPool.unchanged(vertx, catalog, CONNECTIONS);
        this.catalog = catalog;
        Pool service = CatalogPool.create(vertx, catalog, "catalog", CONNECTIONS);
        this.startup = new CatalogStartupCheck(vertx, catalog, new DatasetAccessQuery(service, catalog.schema()));
    }

    /**
     * Fails with {@link CatalogUnusable} if only the operator can repair the catalog, and with another exception if it is
     * unavailable. Tries three times: the first connection of a process takes long on a busy machine.
     */
    public Future<Void> usable() {
        return attempt(ATTEMPTS);
    }

    private Future<Void> attempt(int left) {
        return startup.once().recover(failure -> {
            if (failure instanceof CatalogUnusable || left <= 1) {
                return Future.failedFuture(failure);
            }
            return vertx.timer(RETRY_MS, TimeUnit.MILLISECONDS).compose(elapsed -> attempt(left - 1));
        });
    }

    public Future<CatalogRole> role() {
        return CatalogRoleQuery.role(pool, catalog.schema());
    }

    public Future<TriggerState> triggers() {
        return new InvalidationQuery(pool, catalog.schema()).triggers();
    }

    /** Whether the connection to the server is encrypted. */
    public Future<Boolean> encrypted() {
        return pool.getConnection().compose(connection -> connection.close().map(connection.isSSL()));
    }
}
