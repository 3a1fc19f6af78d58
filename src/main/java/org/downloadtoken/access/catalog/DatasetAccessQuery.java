package org.downloadtoken.access.catalog;

import io.vertx.core.Future;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlResult;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.downloadtoken.access.policy.AccessAttributes;
import org.downloadtoken.access.policy.AccessRequest;
import org.downloadtoken.access.policy.AccessRequest.Use;
import org.downloadtoken.access.policy.Content;
import org.downloadtoken.session.Caller;
import org.jspecify.annotations.Nullable;

/** The SQL over the tables of the catalog. One query returns the attributes for any number of access requests. */
public final class DatasetAccessQuery {
    private static final AccessAttributes UNKNOWN =
            new AccessAttributes(Optional.empty(), Optional.empty(), Optional.empty());

    private static final String SQL = """
            SELECT q.ordinal::int AS ordinal,
                   r.id AS record_id, r.visibility, r.record_status, r.created_by, r.tenant_id AS record_tenant,
                   r.record_type, left(r.title, %2$d) AS title, left(a.asset_uri, %3$d) AS asset_uri, a.storage_backend,
                   a.sha256,
                   u.id AS user_id, u.username, u.is_active AND u.status = 'active' AS user_active, u.token_version,
                   u.key_epoch AS user_key_epoch, u.sessions_revoked_at, u.tenant_id AS user_tenant,
                   ARRAY(SELECT o.name::text FROM %1$s.user_roles ur JOIN %1$s.roles o ON o.id = ur.role_id
                          WHERE ur.user_id = u.id AND o.name IS NOT NULL) AS user_roles,
                   EXISTS (SELECT FROM %1$s.dataset_grants g JOIN %1$s.user_roles ur ON ur.role_id = g.role_id
                            WHERE g.dataset_id = d.id AND ur.user_id = u.id) AS user_granted,
                   k.id AS key_id, k.is_active AND (k.expires_at IS NULL OR k.expires_at > now()) AS key_usable,
                   k.key_epoch, k.scope AS key_scope
              FROM unnest($1::uuid[], $2::uuid[], $3::text[]) WITH ORDINALITY AS q (dataset_id, user_id, key_hash, ordinal)
              LEFT JOIN %1$s.datasets d ON d.id = q.dataset_id
              LEFT JOIN %1$s.records r ON r.id = d.record_id
              LEFT JOIN %1$s.raster_assets a ON a.dataset_id = d.id
              LEFT JOIN %1$s.api_keys k ON k.key_hash = q.key_hash
              LEFT JOIN %1$s.users u ON u.id = coalesce(q.user_id, k.user_id)
            """;

    /** {@code row_security_active} considers table owners, FORCE and BYPASSRLS. */
    private static final String FILTERED_TABLES = """
            SELECT c.oid::regclass::text AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
             WHERE n.nspname = $1 AND row_security_active(c.oid)
               AND c.relname = ANY ($2::text[])
             ORDER BY name
            """;

    private static final AccessRequest PROBE = new AccessRequest(new UUID(0, 0), Caller.ANONYMOUS, Use.MINT);

    /**
     * SQLSTATEs after which the same query may succeed: "cached plan must not change result type" after the type of a column
     * changed, and a connection terminated by an administrator or after the crash of another one.
     */
    private static final Set<String> RETRYABLE = Set.of("0A000", "57P01", "57P02");

    private final SqlClient client;
    private final String schema;
    private final String sql;

    /** Creates a query for a schema, whose name is a plain identifier; the configuration ensures this. */
    public DatasetAccessQuery(SqlClient client, String schema) {
        this.client = client;
        this.schema = schema;
        // One character more than allowed, so that a longer URI is detected.
        this.sql = SQL.formatted('"' + schema + '"', Content.MAX_TITLE, Content.MAX_URI + 1);
    }

    /**
     * The attributes for each request, in the order of the requests. Fails as the client does, or after the statement
     * timeout.
     */
    public Future<List<AccessAttributes>> attributes(List<AccessRequest> requests) {
        UUID[] datasetIds = new UUID[requests.size()];
        @Nullable UUID[] userIds = new @Nullable UUID[requests.size()];
        @Nullable String[] keyHashes = new @Nullable String[requests.size()];
        for (int i = 0; i < requests.size(); i++) {
            datasetIds[i] = requests.get(i).datasetId();
            Caller caller = requests.get(i).caller();
            userIds[i] = userId(caller);
            keyHashes[i] = caller instanceof Caller.ApiKey key ? key.keyHash() : null;
        }
        Tuple arrays = Tuple.of(datasetIds, userIds, keyHashes);
        return client.preparedQuery(sql)
                .execute(arrays)
                .recover(failure ->
                        isRetryable(failure) ? client.preparedQuery(sql).execute(arrays) : Future.failedFuture(failure))
                .timeout(CatalogPool.STATEMENT_TIMEOUT_MS, TimeUnit.MILLISECONDS)
                .map(rows -> inOrder(rows, requests.size()));
    }

    /** The tables in which row-level security hides rows from this role. */
    public Future<List<String>> filteredTables() {
        return client.preparedQuery(FILTERED_TABLES)
                .collecting(Collectors.mapping((Row row) -> row.getString("name"), Collectors.toList()))
                .execute(Tuple.of(schema).addArrayOfString(CatalogTables.NAMES.toArray(String[]::new)))
                .map(SqlResult::value);
    }

    /** Succeeds if the catalog answers a query over every table. */
    public Future<Void> ping() {
        return attributes(List.of(PROBE)).mapEmpty();
    }

    /** After an administrator or a failover closed the connection, the next connection may work. */
    private static boolean isRetryable(Throwable failure) {
        return failure instanceof ClosedConnectionException
                || (failure instanceof PgException answer && RETRYABLE.contains(String.valueOf(answer.getSqlState())));
    }

    private static List<AccessAttributes> inOrder(RowSet<Row> rows, int requests) {
        List<AccessAttributes> attributes = new ArrayList<>(Collections.nCopies(requests, UNKNOWN));
        boolean[] seen = new boolean[requests];
        for (Row row : rows) {
            int index = row.getInteger("ordinal") - 1;
            // A second row for one request means that an id or key hash is not unique. Such a request is granted
            // nothing.
            attributes.set(index, seen[index] ? UNKNOWN : new AccessAttributesRow(row).attributes());
            seen[index] = true;
        }
        return attributes;
    }

    private static @Nullable UUID userId(Caller caller) {
        if (caller instanceof Caller.SessionUser session) {
            return session.userId();
        }
        return caller instanceof Caller.TokenSubject subject ? subject.userId() : null;
    }
}
