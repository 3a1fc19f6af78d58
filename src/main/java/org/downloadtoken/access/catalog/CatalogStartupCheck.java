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
 * Looks at the catalog before the service opens its port: waits for a Postgres that is not there yet, and refuses one
 * that answers but lacks a table, a right, or shows only some of its rows.
 */
public final class CatalogStartupCheck {
    private static final Logger LOG = LoggerFactory.getLogger(CatalogStartupCheck.class);
    private static final Duration RETRY = Duration.ofSeconds(1);

    /**
     * SQLSTATEs, or classes of them, of a server that will answer later: no connection, rolled back, short of resources,
     * a lock held, timed out, shutting down, starting up.
     */
    private static final List<String> PASSING = List.of("08", "40", "53", "55P03", "57014", "57P01", "57P02", "57P03");

    private final Vertx vertx;
    private final DatasetAccessQuery query;
    private String lastCause = "";

    public CatalogStartupCheck(Vertx vertx, DatasetAccessQuery query) {
        this.vertx = vertx;
        this.query = query;
    }

    /** Succeeds once the catalog can be served from; fails with {@link CatalogUnusable}. */
    public Future<Void> await() {
        Promise<Void> usable = Promise.promise();
        check(usable);
        return usable.future();
    }

    /** One promise for all tries: a chain of futures would grow for as long as Postgres is away. */
    private void check(Promise<Void> usable) {
        query.ping()
                .compose(everyTableWasRead -> query.filteredTables())
                .compose(CatalogStartupCheck::refuseFiltered)
                .onSuccess(usable::complete)
                .onFailure(failure -> {
                    if (isPassing(failure)) {
                        told(failure);
                        vertx.setTimer(RETRY.toMillis(), elapsed -> check(usable));
                    } else {
                        usable.fail(unusable(failure));
                    }
                });
    }

    /** Hidden rows would become wrong 404s. */
    private static Future<Void> refuseFiltered(List<String> tables) {
        return tables.isEmpty()
                ? Future.succeededFuture()
                : Future.failedFuture(new CatalogUnusable("row-level security hides rows of "
                        + String.join(", ", tables) + " from this role; give it BYPASSRLS"));
    }

    private static boolean isPassing(Throwable failure) {
        if (failure instanceof CatalogUnusable) {
            return false;
        }
        return !(failure instanceof PgException answer)
                || PASSING.stream().anyMatch(String.valueOf(answer.getSqlState())::startsWith);
    }

    private void told(Throwable failure) {
        String cause = String.valueOf(failure.getMessage());
        if (!cause.equals(lastCause)) {
            LOG.warn("Waiting for Postgres: {}", cause);
            lastCause = cause;
        }
    }

    private static Throwable unusable(Throwable failure) {
        return failure instanceof PgException answer
                ? new CatalogUnusable(
                        "Postgres refuses: " + answer.getErrorMessage() + " (SQLSTATE " + answer.getSqlState() + ")")
                : failure;
    }
}
