package org.downloadtoken.access.catalog;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnectOptions;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.downloadtoken.config.Catalog;
import org.downloadtoken.failure.Failure;
import org.downloadtoken.failure.RequestFailure;

/**
 * Finds the server to connect to. A single server is used without a check. Of several servers, only the primary is used,
 * since a standby may lag. All servers are checked concurrently, so an unreachable one causes no delay.
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

    /** The connect options of the primary. If there is none, fails with the failures of all servers. */
    Future<SqlConnectOptions> find() {
        if (candidates.isEmpty()) {
            return Future.succeededFuture(first);
        }
        Promise<SqlConnectOptions> primary = Promise.promise();
        List<Future<SqlConnectOptions>> answers =
                candidates.stream().map(PrimaryFinder::ifPrimary).toList();
        answers.forEach(answer -> answer.onSuccess(primary::tryComplete));
        Future.join(answers).onFailure(any -> primary.tryFail(all(answers)));
        return primary.future();
    }

    /** Only the operator can help if every server fails permanently. Otherwise one of them may become the primary. */
    private RuntimeException all(List<Future<SqlConnectOptions>> answers) {
        String causes = IntStream.range(0, answers.size())
                .filter(i -> answers.get(i).failed())
                .mapToObj(i -> candidates.get(i).server().getHost() + ": "
                        + CatalogFailure.describe(answers.get(i).cause()))
                .collect(Collectors.joining("; "));
        boolean permanent = answers.stream()
                .allMatch(answer -> answer.failed()
                        && CatalogFailure.permanent(answer.cause()).isPresent());
        return permanent ? new CatalogUnusable(causes) : new RequestFailure(Failure.CATALOG_UNAVAILABLE, causes);
    }

    private static Future<SqlConnectOptions> ifPrimary(Candidate candidate) {
        return CatalogServerQuery.isStandby(candidate.pool())
                .compose(standby -> standby
                        ? Future.failedFuture(new RequestFailure(
                                Failure.CATALOG_UNAVAILABLE, candidate.server().getHost() + " is a standby"))
                        : Future.succeededFuture(candidate.server()));
    }
}
