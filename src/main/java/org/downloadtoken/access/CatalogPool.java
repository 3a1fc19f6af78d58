package org.downloadtoken.access;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.SslMode;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.downloadtoken.config.ServiceConfig;

/** Connections to the catalog: everything that can wait is bounded. */
final class CatalogPool {
    /** What a question may take; the server gives up by itself then, whether or not the client still listens. */
    static final int STATEMENT_TIMEOUT_MS = 1_500;

    /** After so long without an acknowledgement a half-open connection is given up (needs the native transport). */
    private static final int TCP_USER_TIMEOUT_MS = 2_000;

    private static final int MAX_WAITING = 10_000;

    private CatalogPool() {}

    static Pool create(Vertx vertx, ServiceConfig.Catalog catalog) {
        return PgBuilder.pool()
                .with(new PoolOptions()
                        .setName("catalog")
                        .setMaxSize(catalog.poolSize())
                        .setMaxWaitQueueSize(MAX_WAITING)
                        .setConnectionTimeout(STATEMENT_TIMEOUT_MS)
                        .setConnectionTimeoutUnit(TimeUnit.MILLISECONDS))
                .with(new NetClientOptions()
                        .setConnectTimeout(STATEMENT_TIMEOUT_MS)
                        .setTcpUserTimeout(TCP_USER_TIMEOUT_MS)
                        .setTcpKeepAlive(true))
                .connectingTo(connectOptions(catalog))
                .using(vertx)
                .build();
    }

    private static PgConnectOptions connectOptions(ServiceConfig.Catalog catalog) {
        return new PgConnectOptions()
                .setHost(catalog.host())
                .setPort(catalog.port())
                .setDatabase(catalog.database())
                .setUser(catalog.user())
                .setPassword(catalog.password().value())
                .addProperty("application_name", "download-token-service")
                .addProperty("statement_timeout", String.valueOf(STATEMENT_TIMEOUT_MS))
                .addProperty("default_transaction_read_only", "on")
                // Else Postgres plans anew for each small batch, which takes it longer than to answer.
                .addProperty("plan_cache_mode", "force_generic_plan")
                .setCachePreparedStatements(true)
                .setSslMode(SslMode.valueOf(catalog.sslMode().name()))
                .setSslOptions(sslOptions(catalog));
    }

    /** Only the verify modes look at the certificate, and only verify-full at its host name. */
    private static ClientSSLOptions sslOptions(ServiceConfig.Catalog catalog) {
        String hostnames = catalog.sslMode() == ServiceConfig.SslMode.VERIFY_FULL ? "HTTPS" : "";
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
