package org.downloadtoken.access.catalog.startup;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgException;
import java.time.Duration;
import java.util.List;
import org.downloadtoken.access.catalog.CatalogFailure;
import org.downloadtoken.access.catalog.CatalogUnusable;
import org.downloadtoken.access.catalog.DatasetAccessQuery;
import org.downloadtoken.config.Catalog;
import org.downloadtoken.encoding.HostPort;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks the catalog before the service opens its port. Waits while Postgres is unavailable. Fails if Postgres refuses the
 * login or TLS, lacks a table or a privilege, or hides rows by row-level security, and if the server is not Postgres.
 */
public final class CatalogStartupCheck {
    private static final Logger LOG = LoggerFactory.getLogger(CatalogStartupCheck.class);
    private static final Duration RETRY_INTERVAL = Duration.ofSeconds(1);
    private static final String SHARED_SESSIONS =
            "Postgres is behind a pooler in transaction mode, which is not supported; use session mode";

    private final Vertx vertx;
    private final Catalog catalog;
    private final DatasetAccessQuery query;
    private boolean sessionsAreOurs;
    private String lastCause = "";

    public CatalogStartupCheck(Vertx vertx, Catalog catalog, DatasetAccessQuery query) {
        this.vertx = vertx;
        this.catalog = catalog;
        this.query = query;
    }

    /** Succeeds once the catalog is usable. Fails with {@link CatalogUnusable}. */
    public Future<Void> await() {
        Promise<Void> usable = Promise.promise();
        check(usable);
        return usable.future();
    }

    /**
     * Checks the catalog once. Fails with {@link CatalogUnusable} if only the operator can repair it, and with another
     * exception if it is unavailable.
     */
    public Future<Void> once() {
        return refuseSharedSessions()
                .compose(sessionsAreOurs -> query.ping())
                .compose(everyTableWasRead -> query.filteredTables())
                .compose(CatalogStartupCheck::refuseFiltered)
                .recover(failure -> CatalogFailure.permanent(failure)
                        .map(cause -> Future.<Void>failedFuture(new CatalogUnusable(cause)))
                        .orElseGet(() -> unavailable(failure)));
    }

    /** Must precede every other query: the connections of those have settings that would reach other programs. */
    private Future<Void> refuseSharedSessions() {
        if (sessionsAreOurs) {
            return Future.succeededFuture();
        }
        return SharedSessionQuery.isShared(vertx, catalog).compose(shared -> {
            sessionsAreOurs = !shared;
            return shared ? Future.failedFuture(new CatalogUnusable(SHARED_SESSIONS)) : Future.succeededFuture();
        });
    }

    /** All attempts share one promise: a chain of futures would grow while Postgres is unavailable. */
    private void check(Promise<Void> usable) {
        once().onSuccess(usable::complete).onFailure(failure -> {
            if (failure instanceof CatalogUnusable) {
                usable.fail(failure);
            } else {
                logOnce(failure);
                vertx.setTimer(RETRY_INTERVAL.toMillis(), elapsed -> check(usable));
            }
        });
    }

    /** Without this, the service would answer 404 for rows that row-level security hides. */
    private static Future<Void> refuseFiltered(List<String> tables) {
        return tables.isEmpty()
                ? Future.succeededFuture()
                : Future.failedFuture(new CatalogUnusable("row-level security hides rows of "
                        + String.join(", ", tables) + " from this role; give it BYPASSRLS"));
    }

    /** Probes the protocol only if a single server is configured and it has not sent a Postgres error. */
    private Future<Void> unavailable(Throwable failure) {
        if (failure instanceof PgException || catalog.servers().size() > 1) {
            return Future.failedFuture(failure);
        }
        HostPort server = catalog.servers().get(0);
        return new ProtocolProbe(vertx, server)
                .speaksOtherProtocol()
                .compose(other -> Future.failedFuture(
                        other
                                ? new CatalogUnusable("the server at " + server + " is not Postgres; check "
                                        + "POSTGRES_HOST and POSTGRES_PORT")
                                : failure));
    }

    private void logOnce(Throwable failure) {
        String cause = String.valueOf(failure.getMessage());
        if (!cause.equals(lastCause)) {
            LOG.warn("Waiting for Postgres at {}: {}", catalog.authority(), cause);
            lastCause = cause;
        }
    }
}
