package org.downloadtoken.access.catalog.startup;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.util.concurrent.TimeUnit;
import org.downloadtoken.access.catalog.CatalogPool;
import org.downloadtoken.config.Catalog;

/**
 * Detects a pooler in transaction mode: it gives one session of Postgres to several connections. The settings of this service would
 * reach other programs, such as the catalog itself, which could then no longer write. So nothing is set before this check, except
 * for a marker that Postgres ignores.
 */
final class SharedSessionQuery {
    /** Not prepared, since the pooler may execute it in another session than the one that prepared it. */
    private static final String SET_MARKER = "SELECT set_config('download_token.connection', '%s', false)";

    private static final String READ_MARKER = "SELECT current_setting('download_token.connection', true) AS marker";
    private static final int CONNECTIONS = 2;

    /** Other clients of the pooler may take a session in between. */
    private static final int ROUNDS = 2;

    private static final long TIMEOUT_MS = 2L * CatalogPool.CONNECTION_TIMEOUT_MS;

    private SharedSessionQuery() {}

    /** Whether two connections reach one session of Postgres. */
    static Future<Boolean> isShared(Vertx vertx, Catalog catalog) {
        Pool pool = CatalogPool.unchanged(vertx, catalog, CONNECTIONS);
        Future<SqlConnection> first = pool.getConnection();
        Future<SqlConnection> second = pool.getConnection();
        return Future.all(first, second)
                .compose(connected -> isShared(first.result(), second.result(), ROUNDS))
                .timeout(TIMEOUT_MS, TimeUnit.MILLISECONDS)
                .onComplete(done ->
                        vertx.runOnContext(later -> pool.close())); // a pool throws if it is closed while it fails
    }

    private static Future<Boolean> isShared(SqlConnection first, SqlConnection second, int rounds) {
        return set(first, "first")
                .compose(done -> set(second, "second"))
                .compose(done -> read(first))
                .compose(marker -> !marker.equals("first") || rounds == 1
                        ? Future.succeededFuture(!marker.equals("first"))
                        : isShared(first, second, rounds - 1));
    }

    private static Future<?> set(SqlConnection connection, String marker) {
        return connection.query(SET_MARKER.formatted(marker)).execute();
    }

    private static Future<String> read(SqlConnection connection) {
        return connection
                .query(READ_MARKER)
                .execute()
                .map(rows -> String.valueOf(rows.iterator().next().getString("marker")));
    }
}
