package org.downloadtoken.access.catalog;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The SQL of notifications, and of the triggers of conf/sql/invalidation.sql that send them. */
public final class InvalidationQuery {
    /**
     * The version changes with each alteration that can affect which changes are notified: an alteration gives a row of a
     * system catalog another xmin. This query waits for no lock of the tables.
     */
    private static final String VERSION = """
            WITH relations AS (
              SELECT r.name, r.key, c.oid, c.relnamespace, c.relkind, row_security_active(c.oid) AS filtered,
                     EXISTS (SELECT FROM pg_inherits i WHERE i.inhrelid = c.oid)
                     OR EXISTS (SELECT FROM pg_inherits i WHERE i.inhparent = c.oid) AS inherited,
                     EXISTS (SELECT FROM pg_index i
                               JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]
                              WHERE i.indrelid = c.oid AND a.attname = r.key AND i.indnkeyatts = 1 AND i.indisunique
                                AND i.indisvalid AND i.indimmediate AND i.indpred IS NULL) AS keyed,
                     concat_ws('.', n.oid, n.xmin, c.oid, c.xmin, c.relfilenode) AS version
                FROM (VALUES ('records', 'id'), ('datasets', 'id'), ('raster_assets', 'dataset_id')) AS r (name, key)
                LEFT JOIN pg_namespace n ON n.nspname = $1::text::name
                LEFT JOIN pg_class c ON c.relname = r.name AND c.relnamespace = n.oid
            ), columns AS (
              SELECT r.name AS relation, a.attname AS name, y.typname AS type, y.typtype = 'e' OR y.typcategory = 'S' AS plain,
                     concat_ws('.', r.oid, a.attnum, a.xmin, y.oid, y.xmin,
                       (SELECT string_agg(concat_ws('.', e.oid, e.xmin), '.' ORDER BY e.oid)
                          FROM pg_enum e WHERE e.enumtypid = y.oid)) AS version
                FROM relations r
                JOIN pg_attribute a ON a.attrelid = r.oid AND a.attname IN
                     ('id', 'record_id', 'visibility', 'record_status', 'record_type', 'tenant_id')
                JOIN pg_type y ON y.oid = a.atttypid
            ), version AS (
              SELECT md5(concat_ws(' ',
                (SELECT string_agg(concat_ws('.', r.version, r.filtered, r.inherited, r.keyed), ' ' ORDER BY r.name)
                   FROM relations r),
                (SELECT string_agg(concat_ws('.', t.oid, t.xmin, p.oid, p.xmin), ' ' ORDER BY t.oid)
                   FROM relations r JOIN pg_trigger t ON t.tgrelid = r.oid JOIN pg_proc p ON p.oid = t.tgfoid
                  WHERE NOT t.tgisinternal),
                (SELECT string_agg(c.version, ' ' ORDER BY c.version) FROM columns c))) AS version
            )
            """;

    private static final String HEARTBEAT =
            VERSION + "SELECT version, pg_notify('download_token_invalidation', $2) FROM version";

    /**
     * Lists the causes for which the service could miss changes. It compares the definition of a trigger as Postgres prints
     * it. It removes casts to text, parentheses and spaces first, since they depend on the types of the columns.
     */
    private static final String TRIGGERS = VERSION + """
            , wanted AS (
              SELECT w.relation, w.name, w.function, w.body, regexp_replace(format('CREATE TRIGGER %s AFTER %s', w.name,
                       format(w.definition, quote_ident($1::text))), '[() ]', '', 'g') AS definition
                FROM (VALUES
                  ('records', 'download_token_updated', 'download_token_notify_row', $2::text, 'UPDATE ON %s.records FOR EACH ROW WHEN'
                    || ' old.id IS DISTINCT FROM new.id'
                    || ' OR old.visibility COLLATE "C" IS DISTINCT FROM new.visibility COLLATE "C"'
                    || ' OR old.record_status COLLATE "C" IS DISTINCT FROM new.record_status COLLATE "C"'
                    || ' OR old.record_type COLLATE "C" IS DISTINCT FROM new.record_type COLLATE "C"'
                    || ' OR old.tenant_id IS DISTINCT FROM new.tenant_id'),
                  ('records', 'download_token_deleted', 'download_token_notify_row', $2, 'DELETE ON %s.records FOR EACH ROW'),
                  ('records', 'download_token_truncated', 'download_token_notify_all', $3,
                    'TRUNCATE ON %s.records FOR EACH STATEMENT'),
                  ('datasets', 'download_token_updated', 'download_token_notify_row', $2, 'UPDATE ON %s.datasets FOR EACH ROW'
                    || ' WHEN old.id IS DISTINCT FROM new.id OR old.record_id IS DISTINCT FROM new.record_id'),
                  ('datasets', 'download_token_deleted', 'download_token_notify_row', $2, 'DELETE ON %s.datasets FOR EACH ROW'),
                  ('datasets', 'download_token_truncated', 'download_token_notify_all', $3,
                    'TRUNCATE ON %s.datasets FOR EACH STATEMENT')) AS w (relation, name, function, body, definition)
            ), problems AS (
              SELECT 'trigger ' || w.name || ' of ' || $1::text || '.' || w.relation
                     || CASE WHEN t.oid IS NULL THEN ' is not installed'
                             WHEN t.tgenabled <> 'A' THEN ' is not enabled ALWAYS'
                             ELSE ' is of another version' END AS problem
                FROM wanted w
                JOIN relations r ON r.name = w.relation
                LEFT JOIN pg_trigger t ON t.tgrelid = r.oid AND t.tgname = w.name
                LEFT JOIN pg_proc p ON p.oid = t.tgfoid AND p.pronamespace = r.relnamespace AND p.proname = w.function
               WHERE t.oid IS NULL OR t.tgenabled <> 'A' OR regexp_replace(p.prosrc, '\\s+', ' ', 'g') IS DISTINCT FROM regexp_replace(w.body, '\\s+', ' ', 'g')
                  OR regexp_replace(regexp_replace(pg_get_triggerdef(t.oid), ' EXECUTE FUNCTION .*', ''),
                                    '::text|[() ]', '', 'g') <> w.definition
              UNION ALL
              SELECT $1::text || '.' || r.name || ' is not an ordinary table, or is inherited' FROM relations r
               WHERE r.name <> 'raster_assets' AND (r.relkind <> 'r' OR r.inherited)
              UNION ALL
              SELECT 'row-level security hides rows of ' || $1::text || '.' || r.name FROM relations r WHERE r.filtered
              UNION ALL
              SELECT $1::text || '.' || r.name || ' has no unique index on ' || r.key FROM relations r WHERE NOT r.keyed
              UNION ALL
              SELECT 'column ' || c.name || ' of ' || $1::text || '.' || c.relation || ' is of the type ' || c.type
                FROM columns c WHERE c.name IN ('visibility', 'record_status', 'record_type') AND NOT c.plain
            )
            SELECT version, ARRAY(SELECT problem FROM problems ORDER BY problem) AS problems FROM version
            """;

    /** The bodies of download_token_notify_row and download_token_notify_all. */
    private static final List<String> BODIES = InvalidationScript.functionBodies();

    private final SqlClient client;
    private final String schema;

    public InvalidationQuery(SqlClient client, String schema) {
        this.client = client;
        this.schema = schema;
    }

    /** Subscribes a connection to the notifications. */
    public static Future<Void> listen(SqlClient connection) {
        return bounded(connection.query("LISTEN download_token_invalidation").execute())
                .mapEmpty();
    }

    /** Sends a notification with this payload. Succeeds with the version of the triggers at that moment. */
    public Future<String> heartbeat(String payload) {
        return bounded(client.preparedQuery(HEARTBEAT).execute(Tuple.of(schema, payload)))
                .map(rows -> rows.iterator().next().getString("version"));
    }

    /** Inspects the triggers and their tables. Waits for locks of these tables. */
    public Future<TriggerState> triggers() {
        return bounded(client.preparedQuery(TRIGGERS).execute(Tuple.of(schema, BODIES.get(0), BODIES.get(1))))
                .map(rows -> rows.iterator().next())
                .map(row -> new TriggerState(List.of(row.getArrayOfStrings("problems")), row.getString("version")));
    }

    private static Future<RowSet<Row>> bounded(Future<RowSet<Row>> answer) {
        return answer.timeout(CatalogPool.STATEMENT_TIMEOUT_MS, TimeUnit.MILLISECONDS);
    }
}
