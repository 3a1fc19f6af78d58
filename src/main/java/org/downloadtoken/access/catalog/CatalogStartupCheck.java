package org.downloadtoken.access.catalog;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgException;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks the catalog before the service opens its port. Waits while Postgres is unavailable. Fails if Postgres answers but
 * lacks a table or a privilege, or hides rows by row-level security.
 */
public final class CatalogStartupCheck {
    private static final Logger LOG = LoggerFactory.getLogger(CatalogStartupCheck.class);
    private static final Duration RETRY_INTERVAL = Duration.ofSeconds(1);

    /**
     * SQLSTATEs, and classes of SQLSTATEs, of temporary failures: no connection, transaction rolled back, insufficient
     * resources, lock not available, query canceled, shutdown, starting up.
     */
    private static final List<String> TEMPORARY =
            List.of("08", "40", "53", "55P03", "57014", "57P01", "57P02", "57P03");

    private final Vertx vertx;
    private final DatasetAccessQuery query;
    private String lastCause = "";

    public CatalogStartupCheck(Vertx vertx, DatasetAccessQuery query) {
        this.vertx = vertx;
        this.query = query;
    }

    /** Succeeds once the catalog is usable. Fails with {@link CatalogUnusable}. */
    public Future<Void> await() {
        Promise<Void> usable = Promise.promise();
        check(usable);
        return usable.future();
    }

    /** All attempts share one promise: a chain of futures would grow while Postgres is unavailable. */
    private void check(Promise<Void> usable) {
        query.ping()
                .compose(everyTableWasRead -> query.filteredTables())
                .compose(CatalogStartupCheck::refuseFiltered)
                .onSuccess(usable::complete)
                .onFailure(failure -> {
                    if (isTemporary(failure)) {
                        logOnce(failure);
                        vertx.setTimer(RETRY_INTERVAL.toMillis(), elapsed -> check(usable));
                    } else {
                        usable.fail(unusable(failure));
                    }
                });
    }

    /** For hidden rows, the service would wrongly respond with 404. */
    private static Future<Void> refuseFiltered(List<String> tables) {
        return tables.isEmpty()
                ? Future.succeededFuture()
                : Future.failedFuture(new CatalogUnusable("row-level security hides rows of "
                        + String.join(", ", tables) + " from this role; give it BYPASSRLS"));
    }

    private static boolean isTemporary(Throwable failure) {
        if (failure instanceof CatalogUnusable) {
            return false;
        }
        return !(failure instanceof PgException answer)
                || TEMPORARY.stream().anyMatch(String.valueOf(answer.getSqlState())::startsWith);
    }

    private void logOnce(Throwable failure) {
        String cause = String.valueOf(failure.getMessage());
        if (!cause.equals(lastCause)) {
            LOG.warn("Waiting for Postgres: {}", cause);
            lastCause = cause;
        }
    }

    private static Throwable unusable(Throwable failure) {
        return failure instanceof PgException answer
                ? new CatalogUnusable("Postgres rejects a query: " + answer.getErrorMessage() + " (SQLSTATE "
                        + answer.getSqlState() + ")")
                : failure;
    }
}
