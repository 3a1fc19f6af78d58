package org.downloadtoken.access;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.concurrent.TimeUnit;

/** The SQL that is about the server instead of its data: its role in replication, and its notifications. */
final class CatalogServerQuery {
    /** The triggers, and the channel, of conf/sql/invalidation.sql. A heartbeat is a NOTIFY and finds them in place. */
    private static final String HEARTBEAT = """
            SELECT count(*) FILTER (WHERE t.tgenabled IN ('O', 'A')) = 6 AS installed,
                   pg_notify('download_token_invalidation', $1)
              FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace
             WHERE n.nspname = $2 AND c.relname IN ('records', 'datasets')
               AND t.tgname IN ('download_token_update', 'download_token_delete', 'download_token_truncate')
            """;

    private final SqlClient client;
    private final String schema;

    CatalogServerQuery(SqlClient client, String schema) {
        this.client = client;
        this.schema = schema;
    }

    /** Whether this server follows another one. */
    static Future<Boolean> isStandby(SqlClient client) {
        return bounded(client.query("SELECT pg_is_in_recovery()").execute())
                .map(rows -> rows.iterator().next().getBoolean(0));
    }

    /** Makes a connection hear what is told of changes. */
    static Future<Void> listen(SqlClient connection) {
        return bounded(connection.query("LISTEN download_token_invalidation").execute())
                .mapEmpty();
    }

    /** Notifies whoever listens, this payload; tells whether all triggers are installed and enabled. */
    Future<Boolean> heartbeat(String payload) {
        return bounded(client.preparedQuery(HEARTBEAT).execute(Tuple.of(payload, schema)))
                .map(rows -> rows.iterator().next().getBoolean("installed"));
    }

    private static Future<RowSet<Row>> bounded(Future<RowSet<Row>> answer) {
        return answer.timeout(CatalogPool.STATEMENT_TIMEOUT_MS, TimeUnit.MILLISECONDS);
    }
}
