package org.downloadtoken.access.catalog;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.util.concurrent.TimeUnit;

/** The SQL for the state of a server. */
final class CatalogServerQuery {
    private CatalogServerQuery() {}

    /** True if the server is a standby, which replays the changes of a primary. */
    static Future<Boolean> isStandby(SqlClient client) {
        return client.query("SELECT pg_is_in_recovery()")
                .execute()
                .timeout(CatalogPool.STATEMENT_TIMEOUT_MS, TimeUnit.MILLISECONDS)
                .map(rows -> rows.iterator().next().getBoolean(0));
    }
}
