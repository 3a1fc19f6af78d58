package org.downloadtoken.access;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.downloadtoken.caller.Caller;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the catalog before the service opens its port: waits for a Postgres that is not there yet, and refuses one
 * that answers but lacks a table, a right, or shows only some of its rows.
 */
final class CatalogCheck {
    private static final Logger LOG = LoggerFactory.getLogger(CatalogCheck.class);
    private static final Duration RETRY = Duration.ofSeconds(1);

    /** SQLSTATEs of a server that will answer later: too many connections, starting up, shutting down. */
    private static final Set<String> PASSING = Set.of("53300", "57P01", "57P02", "57P03");

    /** Hidden rows would become wrong 404s; {@code row_security_active} knows of owners, FORCE and BYPASSRLS. */
    private static final String FILTERED_TABLES = """
            SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
             WHERE n.nspname = $1 AND row_security_active(c.oid)
               AND c.relname IN ('datasets', 'records', 'dataset_grants', 'roles', 'user_roles', 'users', 'api_keys')
             ORDER BY c.relname
            """;

    private final Vertx vertx;
    private final Pool pool;
    private final String schema;
    private String lastCause = "";

    CatalogCheck(Vertx vertx, Pool pool, String schema) {
        this.vertx = vertx;
        this.pool = pool;
        this.schema = schema;
    }

    /** Succeeds once the catalog can be served from; fails with {@link CatalogUnusable}. */
    Future<Void> await(DatasetAccessQuery query) {
        return probe(query)
                .compose(probed -> refuseRowSecurity())
                .recover(
                        failure -> isPassing(failure) ? retry(query, failure) : Future.failedFuture(unusable(failure)));
    }

    private Future<Void> probe(DatasetAccessQuery query) {
        return query.facts(List.of(new AccessQuestion(new UUID(0, 0), Caller.ANONYMOUS)))
                .mapEmpty();
    }

    private Future<Void> refuseRowSecurity() {
        return pool.preparedQuery(FILTERED_TABLES).execute(Tuple.of(schema)).compose(rows -> {
            List<String> filtered = StreamSupport.stream(rows.spliterator(), false)
                    .map(row -> row.getString("relname"))
                    .toList();
            return filtered.isEmpty()
                    ? Future.succeededFuture()
                    : Future.failedFuture(new CatalogUnusable("row-level security hides rows of " + schema + "."
                            + String.join(", ", filtered) + " from this role; grant it BYPASSRLS"));
        });
    }

    private static boolean isPassing(Throwable failure) {
        if (failure instanceof CatalogUnusable) {
            return false;
        }
        return !(failure instanceof PgException answer) || PASSING.contains(answer.getSqlState());
    }

    private Future<Void> retry(DatasetAccessQuery query, Throwable failure) {
        String cause = String.valueOf(failure.getMessage());
        if (!cause.equals(lastCause)) {
            LOG.warn("Waiting for Postgres: {}", cause);
            lastCause = cause;
        }
        return vertx.timer(RETRY.toMillis(), java.util.concurrent.TimeUnit.MILLISECONDS)
                .compose(elapsed -> await(query));
    }

    private static Throwable unusable(Throwable failure) {
        return failure instanceof PgException answer
                ? new CatalogUnusable(
                        "Postgres refuses: " + answer.getErrorMessage() + " (SQLSTATE " + answer.getSqlState() + ")")
                : failure;
    }
}
