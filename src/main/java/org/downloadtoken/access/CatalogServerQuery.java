package org.downloadtoken.access;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The SQL that is about the server instead of its data: its role in replication, and its notifications. */
final class CatalogServerQuery {
    /**
     * A NOTIFY, with the state of the triggers of conf/sql/invalidation.sql at that moment. A trigger's WHEN clause must
     * depend on all columns listed: a column that was renamed, and replaced by another, would go unnoticed. The version is
     * made of the xmin of every catalog row that decides what the triggers notify: each change of a row gives it another.
     */
    private static final String HEARTBEAT = """
            WITH relations AS (
              SELECT r.name, c.oid, c.xmin::text || '.' || c.relfilenode AS version,
                     c.relkind <> 'r' OR EXISTS (SELECT FROM pg_inherits i WHERE c.oid IN (i.inhrelid, i.inhparent)) AS many,
                     row_security_active(c.oid) AS filtered
                FROM unnest(ARRAY['records', 'datasets']) AS r (name)
                LEFT JOIN pg_class c ON c.relname = r.name
                                    AND c.relnamespace = (SELECT n.oid FROM pg_namespace n WHERE n.nspname = $2)
            ), triggers AS (
              SELECT r.name AS relation, w.name, t.oid, t.tgenabled, concat_ws('.', t.oid, t.xmin, p.oid, p.xmin) AS version,
                     t.tgtype = w.type AND t.tgattr::text = '' AND p.proname = w.function
                     AND w.columns <@ ARRAY(SELECT a.attname::text FROM pg_depend d
                                              JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
                                             WHERE d.classid = 'pg_trigger'::regclass AND d.objid = t.oid
                                               AND d.refobjid = r.oid) AS ours
                FROM (VALUES ('records', 'download_token_updated', 17, 'download_token_notify_row',
                              ARRAY['id', 'visibility', 'record_status', 'tenant_id']),
                             ('records', 'download_token_deleted', 9, 'download_token_notify_row', '{}'),
                             ('records', 'download_token_truncated', 32, 'download_token_notify_all', '{}'),
                             ('datasets', 'download_token_updated', 17, 'download_token_notify_row',
                              ARRAY['id', 'record_id']),
                             ('datasets', 'download_token_deleted', 9, 'download_token_notify_row', '{}'),
                             ('datasets', 'download_token_truncated', 32, 'download_token_notify_all', '{}')
                     ) AS w (relation, name, type, function, columns)
                JOIN relations r ON r.name = w.relation
                LEFT JOIN pg_trigger t ON t.tgrelid = r.oid AND t.tgname = w.name
                LEFT JOIN pg_proc p ON p.oid = t.tgfoid
            )
            SELECT pg_notify('download_token_invalidation', $1),
                   ARRAY(SELECT r.name || ' is partitioned, inherited, foreign or a view' FROM relations r WHERE r.many
                         UNION ALL
                         SELECT 'row-level security hides rows of ' || r.name FROM relations r WHERE r.filtered
                         UNION ALL
                         SELECT 'trigger ' || t.name || ' of ' || t.relation
                                || CASE WHEN t.oid IS NULL THEN ' is not installed'
                                        WHEN NOT t.ours THEN ' is of another version'
                                        ELSE ' is not enabled ALWAYS' END
                           FROM triggers t WHERE t.oid IS NULL OR NOT t.ours OR t.tgenabled <> 'A') AS problems,
                   (SELECT string_agg(r.oid || '.' || r.version, ' ' ORDER BY r.name) FROM relations r) || ' '
                   || (SELECT string_agg(t.version, ' ' ORDER BY t.relation, t.name) FROM triggers t) || ' '
                   || (SELECT string_agg(a.attnum || '.' || a.xmin, ' ' ORDER BY a.attrelid, a.attnum)
                         FROM pg_attribute a JOIN relations r ON r.oid = a.attrelid
                        WHERE a.attname IN ('id', 'record_id', 'visibility', 'record_status', 'tenant_id')) AS version
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

    /** Makes a connection receive the notifications of changes. */
    static Future<Void> listen(SqlClient connection) {
        return bounded(connection.query("LISTEN download_token_invalidation").execute())
                .mapEmpty();
    }

    /** Notifies whoever listens, with this payload; succeeds with the state of the triggers when that was sent. */
    Future<TriggerState> heartbeat(String payload) {
        return bounded(client.preparedQuery(HEARTBEAT).execute(Tuple.of(payload, schema)))
                .map(rows -> rows.iterator().next())
                .map(row -> new TriggerState(
                        List.of(row.getArrayOfStrings("problems")), String.valueOf(row.getString("version"))));
    }

    private static Future<RowSet<Row>> bounded(Future<RowSet<Row>> answer) {
        return answer.timeout(CatalogPool.STATEMENT_TIMEOUT_MS, TimeUnit.MILLISECONDS);
    }
}
