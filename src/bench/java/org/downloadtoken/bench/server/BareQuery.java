package org.downloadtoken.bench.server;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.Tuple;
import java.util.UUID;

/** A baseline: a simple service that runs one prepared query for one dataset per request. */
public final class BareQuery {
    private static final String SQL = """
            SELECT r.visibility, r.record_status, r.created_by, r.tenant_id
              FROM catalog.datasets d JOIN catalog.records r ON r.id = d.record_id WHERE d.id = $1
            """;

    private BareQuery() {}

    public static void main(String[] args) {
        Vertx vertx = BareServer.vertx();
        Pool pool = PgBuilder.pool()
                .with(new PoolOptions().setMaxSize(8))
                .connectingTo(new PgConnectOptions()
                        .setPort(Integer.parseInt(args[1]))
                        .setDatabase("postgres")
                        .setUser("download_token_service")
                        .setCachePreparedStatements(true))
                .using(vertx)
                .build();
        BareServer.start(
                vertx,
                Integer.parseInt(args[0]),
                request -> pool.preparedQuery(SQL)
                        .execute(Tuple.of(datasetId(request)))
                        .onSuccess(rows -> answer(request, rows.size() == 1 ? 200 : 404))
                        .onFailure(failure -> answer(request, 503)));
    }

    private static UUID datasetId(HttpServerRequest request) {
        String path = request.path();
        return UUID.fromString(path.substring(path.lastIndexOf('/') + 1));
    }

    private static void answer(HttpServerRequest request, int status) {
        request.response()
                .setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .end(BareServer.MINT_BODY);
    }
}
