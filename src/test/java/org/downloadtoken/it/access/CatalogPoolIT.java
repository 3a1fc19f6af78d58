package org.downloadtoken.it.access;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.Vertx;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.downloadtoken.access.catalog.CatalogPool;
import org.downloadtoken.access.catalog.PrimaryFinder;
import org.downloadtoken.config.Catalog;
import org.downloadtoken.config.ServiceConfig;
import org.downloadtoken.config.source.ConfigSource;
import org.downloadtoken.testing.RunningService;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the connections to the catalog. */
class CatalogPoolIT {
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void eachConnectionHasItsSettingsBeforeTheFirstQuery(boolean pipelined) throws Exception {
        Vertx vertx = Vertx.vertx();
        Catalog catalog = ServiceConfig.from(ConfigSource.load(RunningService.environment(Map.of())))
                .catalog();
        SqlClient client = pipelined
                ? CatalogPool.pipelined(vertx, new PrimaryFinder(vertx, catalog))
                : CatalogPool.create(vertx, catalog, "test", 1);
        try {
            Row row = client.query("""
                            SELECT concat_ws(' ', current_setting('statement_timeout'),
                              current_setting('default_transaction_read_only'), current_setting('synchronous_commit'),
                              current_setting('plan_cache_mode'), current_setting('lock_timeout'),
                              current_setting('application_name'))
                            """)
                    .execute()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(10, TimeUnit.SECONDS)
                    .iterator()
                    .next();

            assertEquals(
                    "1500ms on off force_generic_plan " + (pipelined ? "1s" : "0") + " download-token-service",
                    row.getString(0));
        } finally {
            client.close();
            vertx.close();
        }
    }
}
