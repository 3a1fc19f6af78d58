package org.downloadtoken.access.catalog;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.util.concurrent.TimeUnit;

/** The SQL that is about a server instead of its data. */
final class CatalogServerQuery {
    private CatalogServerQuery() {}

    /** Whether this server follows another one. */
    static Future<Boolean> isStandby(SqlClient client) {
        return client.query("SELECT pg_is_in_recovery()")
                .execute()
                .timeout(CatalogPool.STATEMENT_TIMEOUT_MS, TimeUnit.MILLISECONDS)
                .map(rows -> rows.iterator().next().getBoolean(0));
    }
}
