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
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.downloadtoken.config.Catalog;
import org.downloadtoken.encoding.HostPort;

/** Creates the connections to the catalog. Every wait has a limit. */
public final class CatalogPool {
    /**
     * The longest duration of a query. The server cancels the query by itself, even if the client has closed the connection.
     */
    public static final int STATEMENT_TIMEOUT_MS = 1_500;

    /**
     * The client closes a connection that has received nothing for this time, whether a query runs or not. A frozen server
     * still acknowledges TCP segments, and its connection would never close otherwise. The health probe uses a healthy
     * connection more often than this.
     */
    private static final int READ_IDLE_TIMEOUT_MS = 1_600;

    /**
     * The longest wait for a connection. A new one takes up to six round trips for TCP, TLS, SCRAM and the settings of the
     * session. Shorter than the 2 s after which a request is answered 503.
     */
    public static final int CONNECTION_TIMEOUT_MS = 1_900;

    /** PgBouncer refuses other parameters in the start-up packet, such as extra_float_digits, a default of the client. */
    private static final Map<String, String> STARTUP_PARAMETERS =
            Map.of("application_name", "download-token-service", "client_encoding", "utf8", "DateStyle", "ISO");

    private static final int LOCK_TIMEOUT_MS = 1_000;
    private static final int MAX_WAITING = 10_000;

    private CatalogPool() {}

    /**
     * A pool of connections to the primary.
     *
     * @param name identifies the pool in metrics
     * @param size the highest number of connections
     */
    public static Pool create(Vertx vertx, Catalog catalog, String name, int size) {
        return bounded(PgBuilder.pool(), name, size, READ_IDLE_TIMEOUT_MS)
                .connectingTo(new PrimaryFinder(vertx, catalog)::find)
                .withConnectHandler(SessionSettingsQuery.always())
                .using(vertx)
                .build();
    }

    /** Connections that change nothing of their sessions, which another program may get next from a pooler. */
    public static Pool unchanged(Vertx vertx, Catalog catalog, int size) {
        return bounded(PgBuilder.pool(), "catalog-inspection", size, READ_IDLE_TIMEOUT_MS)
                .connectingTo(new PrimaryFinder(vertx, catalog)::find)
                .using(vertx)
                .build();
    }

    /** One connection to this server, which may be a primary or a standby. It changes nothing of its session. */
    static Pool single(Vertx vertx, PgConnectOptions server) {
        return bounded(PgBuilder.pool(), "catalog-server", 1, READ_IDLE_TIMEOUT_MS)
                .connectingTo(server)
                .using(vertx)
                .build();
    }

    /** One connection to the primary, without an idle timeout: heartbeats detect a lost one. */
    public static Pool listener(Vertx vertx, PrimaryFinder primary) {
        return bounded(PgBuilder.pool(), "catalog-changes", 1, 0)
                .connectingTo(primary::find)
                .withConnectHandler(SessionSettingsQuery.always())
                .using(vertx)
                .build();
    }

    /**
     * One connection to the primary that pipelines queries. A NOTIFY waits for a lock of the whole server at commit, where
     * statement_timeout does not apply; lock_timeout does.
     */
    public static SqlClient pipelined(Vertx vertx, PrimaryFinder primary) {
        return bounded(PgBuilder.client(), "catalog-heartbeats", 1, 0)
                .connectingTo(primary::find)
                .withConnectHandler(SessionSettingsQuery.withLockTimeout(LOCK_TIMEOUT_MS))
                .using(vertx)
                .build();
    }

    private static <C> ClientBuilder<C> bounded(ClientBuilder<C> builder, String name, int size, int readIdleMillis) {
        return builder.with(new PoolOptions()
                        .setName(name)
                        .setMaxSize(size)
                        .setMaxWaitQueueSize(MAX_WAITING)
                        .setConnectionTimeout(CONNECTION_TIMEOUT_MS)
                        .setConnectionTimeoutUnit(TimeUnit.MILLISECONDS))
                .with(new NetClientOptions()
                        .setConnectTimeout(STATEMENT_TIMEOUT_MS)
                        .setReadIdleTimeout(readIdleMillis)
                        .setIdleTimeoutUnit(TimeUnit.MILLISECONDS));
    }

    static PgConnectOptions connectOptions(Catalog catalog, HostPort server) {
        return new PgConnectOptions()
                .setHost(server.host())
                .setPort(server.port())
                .setDatabase(catalog.database())
                .setUser(catalog.user())
                .setPassword(catalog.password().value())
                .setProperties(new HashMap<>(STARTUP_PARAMETERS))
                .setCachePreparedStatements(true)
                .setSslMode(SslMode.valueOf(catalog.sslMode().name()))
                .setSslOptions(sslOptions(catalog));
    }

    /** Only the verify modes check the certificate, and only verify-full checks its host name. */
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
