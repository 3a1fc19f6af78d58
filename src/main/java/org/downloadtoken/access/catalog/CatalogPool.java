package org.downloadtoken.access.catalog;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.SslMode;
import io.vertx.sqlclient.ClientBuilder;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.SqlClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.downloadtoken.config.Catalog;

/** Connections to the catalog: everything that can wait is bounded. */
public final class CatalogPool {
    /** What a question may take; the server gives up by itself then, whether or not the client still listens. */
    public static final int STATEMENT_TIMEOUT_MS = 1_500;

    /**
     * A connection from which nothing came for so long is closed, idle or not: a frozen server still acknowledges, and
     * would else keep its connection, and whoever waits for it, for ever. One that is healthy is probed more often.
     */
    private static final int SILENCE_MS = 1_600;

    private static final int NOTIFY_TIMEOUT_MS = 1_000;
    private static final int MAX_WAITING = 10_000;

    private CatalogPool() {}

    /** Connections to the catalog: to the primary, where it has several servers. Metrics tell pools by their names. */
    public static Pool create(Vertx vertx, Catalog catalog, String name, int size) {
        return bounded(PgBuilder.pool(), name, size, SILENCE_MS)
                .connectingTo(new PrimaryFinder(vertx, catalog)::find)
                .using(vertx)
                .build();
    }

    /** One connection to this server, whatever it is. */
    static Pool single(Vertx vertx, PgConnectOptions server) {
        return bounded(PgBuilder.pool(), "catalog-server", 1, SILENCE_MS)
                .connectingTo(server)
                .using(vertx)
                .build();
    }

    /** One connection to the primary that may be silent: its user watches over it. */
    public static Pool listener(Vertx vertx, PrimaryFinder primary) {
        return bounded(PgBuilder.pool(), "catalog-changes", 1, 0)
                .connectingTo(primary::find)
                .using(vertx)
                .build();
    }

    /**
     * One connection to the primary, on which a query does not wait for the answer to the one before it. A NOTIFY waits for
     * a lock of the whole server, to which statement_timeout does not apply.
     */
    public static SqlClient pipelined(Vertx vertx, PrimaryFinder primary) {
        return bounded(PgBuilder.client(), "catalog-heartbeats", 1, 0)
                .connectingTo(() -> primary.find()
                        .map(server -> new PgConnectOptions(server)
                                .addProperty("lock_timeout", String.valueOf(NOTIFY_TIMEOUT_MS))))
                .using(vertx)
                .build();
    }

    private static <C> ClientBuilder<C> bounded(ClientBuilder<C> builder, String name, int size, int silenceMillis) {
        return builder.with(new PoolOptions()
                        .setName(name)
                        .setMaxSize(size)
                        .setMaxWaitQueueSize(MAX_WAITING)
                        .setConnectionTimeout(STATEMENT_TIMEOUT_MS)
                        .setConnectionTimeoutUnit(TimeUnit.MILLISECONDS))
                .with(new NetClientOptions()
                        .setConnectTimeout(STATEMENT_TIMEOUT_MS)
                        .setReadIdleTimeout(silenceMillis)
                        .setIdleTimeoutUnit(TimeUnit.MILLISECONDS));
    }

    static PgConnectOptions connectOptions(Catalog catalog, Catalog.Server server) {
        return new PgConnectOptions()
                .setHost(server.host())
                .setPort(server.port())
                .setDatabase(catalog.database())
                .setUser(catalog.user())
                .setPassword(catalog.password().value())
                .addProperty("application_name", "download-token-service")
                .addProperty("statement_timeout", String.valueOf(STATEMENT_TIMEOUT_MS))
                .addProperty("default_transaction_read_only", "on")
                .addProperty("synchronous_commit", "off") // a NOTIFY is the only thing that is ever committed
                // Else Postgres plans anew for each small batch, which takes it longer than to answer.
                .addProperty("plan_cache_mode", "force_generic_plan")
                .setCachePreparedStatements(true)
                .setSslMode(SslMode.valueOf(catalog.sslMode().name()))
                .setSslOptions(sslOptions(catalog));
    }

    /** Only the verify modes look at the certificate, and only verify-full at its host name. */
    private static ClientSSLOptions sslOptions(Catalog catalog) {
        String hostnames = catalog.sslMode() == Catalog.SslMode.VERIFY_FULL ? "HTTPS" : "";
        ClientSSLOptions options = new ClientSSLOptions()
                .setHostnameVerificationAlgorithm(hostnames)
                .setTrustAll(!catalog.sslMode().verifies());
        catalog.caCertificate()
                .ifPresent(path -> options.setTrustOptions(new PemTrustOptions().addCertValue(read(path))));
        return options;
    }

    private static Buffer read(Path path) {
        try {
            return Buffer.buffer(Files.readAllBytes(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
