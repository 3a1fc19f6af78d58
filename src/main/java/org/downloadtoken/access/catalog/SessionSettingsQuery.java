package org.downloadtoken.access.catalog;

import io.vertx.core.Handler;
import io.vertx.sqlclient.SqlConnection;
import java.util.ArrayList;
import java.util.List;
import org.downloadtoken.log.RateLimitedLog;
import org.slf4j.LoggerFactory;

/**
 * The SQL that sets the parameters of each new connection, before its first query. They are not in the start-up packet, since
 * PgBouncer refuses a connection with such parameters.
 */
final class SessionSettingsQuery {
    private static final RateLimitedLog LOG =
            new RateLimitedLog(LoggerFactory.getLogger(SessionSettingsQuery.class), System::nanoTime);

    private static final List<String> ALWAYS = List.of(
            "statement_timeout = " + CatalogPool.STATEMENT_TIMEOUT_MS,
            "default_transaction_read_only = on",
            "synchronous_commit = off", // the service commits NOTIFY only
            // Without this, Postgres plans each small batch again, which takes longer than the query itself.
            "plan_cache_mode = force_generic_plan");

    private SessionSettingsQuery() {}

    /** Sets the parameters of every connection. */
    static Handler<SqlConnection> always() {
        return connection -> set(connection, ALWAYS);
    }

    /** Sets the parameters of every connection, and the longest wait for a lock. */
    static Handler<SqlConnection> withLockTimeout(int millis) {
        List<String> settings = new ArrayList<>(ALWAYS);
        settings.add("lock_timeout = " + millis);
        return connection -> set(connection, settings);
    }

    /**
     * All settings are one round trip. {@code close()} returns the connection to the pool. If Postgres rejects the settings,
     * the session is terminated instead: a query without a timeout could run forever.
     */
    private static void set(SqlConnection connection, List<String> settings) {
        connection.query("SET " + String.join("; SET ", settings)).execute().onComplete(set -> {
            if (set.succeeded()) {
                connection.close();
            } else {
                LOG.warn("The settings of a session cannot be set: " + CatalogFailure.describe(set.cause()));
                connection
                        .query("SELECT pg_terminate_backend(pg_backend_pid())")
                        .execute();
            }
        });
    }
}
