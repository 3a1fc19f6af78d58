package org.downloadtoken.access.catalog.startup;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.downloadtoken.access.catalog.CatalogPool;
import org.downloadtoken.access.catalog.CatalogTables;

/** SQL that reads the rights of the role. A right to SELECT some columns of a table is enough. */
final class CatalogRoleQuery {
    private static final String RIGHTS = """
            WITH relations AS (
              SELECT w.name, c.oid, c.relowner
                FROM unnest($2::text[]) AS w (name)
                LEFT JOIN pg_namespace n ON n.nspname = $1::text::name
                LEFT JOIN pg_class c ON c.relname = w.name AND c.relnamespace = n.oid
            )
            SELECT current_user::text AS role, extract(epoch FROM clock_timestamp())::float8 AS now,
                   (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) AS superuser,
                   ARRAY(SELECT name FROM relations WHERE oid IS NULL ORDER BY name) AS missing,
                   ARRAY(SELECT name FROM relations
                          WHERE oid IS NOT NULL AND NOT has_any_column_privilege(oid, 'SELECT') ORDER BY name) AS unreadable,
                   ARRAY(SELECT name FROM relations
                          WHERE oid IS NOT NULL AND (pg_has_role(relowner, 'USAGE')
                             OR has_table_privilege(oid, 'INSERT, UPDATE, DELETE, TRUNCATE')) ORDER BY name) AS modifiable,
                   EXISTS (SELECT FROM relations r JOIN pg_index i ON i.indrelid = r.oid
                             JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]
                            WHERE r.name = 'api_keys' AND a.attname = 'key_hash' AND i.indisvalid) AS keys_indexed
            """;

    private CatalogRoleQuery() {}

    /** The rights of the role, and the clock of the server. */
    static Future<CatalogRole> role(SqlClient client, String schema) {
        return client.preparedQuery(RIGHTS)
                .execute(Tuple.of(schema).addArrayOfString(CatalogTables.NAMES.toArray(String[]::new)))
                .timeout(CatalogPool.STATEMENT_TIMEOUT_MS, TimeUnit.MILLISECONDS)
                .map(rows -> rows.iterator().next())
                .map(row -> new CatalogRole(
                        row.getString("role"),
                        Boolean.TRUE.equals(row.getBoolean("superuser")),
                        List.of(row.getArrayOfStrings("missing")),
                        List.of(row.getArrayOfStrings("unreadable")),
                        List.of(row.getArrayOfStrings("modifiable")),
                        Boolean.TRUE.equals(row.getBoolean("keys_indexed")),
                        Instant.ofEpochMilli(Math.round(row.getDouble("now") * 1000))));
    }
}
