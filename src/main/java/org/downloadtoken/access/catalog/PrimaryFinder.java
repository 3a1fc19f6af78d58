package org.downloadtoken.access.catalog;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnectOptions;
import java.util.List;
import org.downloadtoken.config.Catalog;
import org.downloadtoken.failure.Failure;
import org.downloadtoken.failure.RequestFailure;

/**
 * Finds the server to connect to. A single one is taken as it is. Among several it is the primary, as a standby may be
 * behind; all are asked at once, so that one which is away delays nothing.
 */
public final class PrimaryFinder {
    private record Candidate(PgConnectOptions server, Pool pool) {}

    private final PgConnectOptions first;
    private final List<Candidate> candidates;

    public PrimaryFinder(Vertx vertx, Catalog catalog) {
        List<PgConnectOptions> servers = catalog.servers().stream()
                .map(server -> CatalogPool.connectOptions(catalog, server))
                .toList();
        this.first = servers.get(0);
        this.candidates = servers.size() == 1
                ? List.of()
                : servers.stream()
                        .map(server -> new Candidate(server, CatalogPool.single(vertx, server)))
                        .toList();
    }

    /** How to connect to the primary; fails as the first server does if there is none. */
    Future<SqlConnectOptions> find() {
        if (candidates.isEmpty()) {
            return Future.succeededFuture(first);
        }
        Promise<SqlConnectOptions> primary = Promise.promise();
        List<Future<SqlConnectOptions>> answers =
                candidates.stream().map(PrimaryFinder::ifPrimary).toList();
        answers.forEach(answer -> answer.onSuccess(primary::tryComplete));
        Future.join(answers).onFailure(primary::tryFail);
        return primary.future();
    }

    private static Future<SqlConnectOptions> ifPrimary(Candidate candidate) {
        return CatalogServerQuery.isStandby(candidate.pool())
                .compose(standby -> standby
                        ? Future.failedFuture(new RequestFailure(
                                Failure.CATALOG_UNAVAILABLE, candidate.server().getHost() + " is a standby"))
                        : Future.succeededFuture(candidate.server()));
    }
}
