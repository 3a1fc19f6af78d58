package org.downloadtoken.it.access;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import io.vertx.core.Future;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.downloadtoken.DownloadTokenService;
import org.downloadtoken.testing.RunningService;
import org.downloadtoken.testing.catalog.RefusingServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests which failures of the first connection end the start, and for which the service waits. */
class CatalogStartIT {
    @ParameterizedTest
    @CsvSource({
        "28P01, password authentication failed for user \"reader\"",
        "28000, no pg_hba.conf entry for host",
        "3D000, database \"geolens\" does not exist",
        "08P01, unsupported startup parameter: statement_timeout",
        "08P01, no such database: geolens",
        "0A000, unsupported frontend protocol"
    })
    void permanentErrorEndsTheStartWithItsCause(String sqlState, String message) throws Exception {
        try (RefusingServer server = new RefusingServer(sqlState, message)) {
            String failure = failure(Map.of("POSTGRES_PORT", String.valueOf(server.port())));

            assertTrue(failure.contains(message + " (SQLSTATE " + sqlState + ")"), failure);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "57P03, the database system is starting up",
        "53300, sorry, too many clients already",
        "08P01, pgbouncer cannot connect to server",
        "08P01, server login has been failing, try again later (server_login_retry)"
    })
    void serviceWaitsWhileAnErrorIsTemporary(String sqlState, String message) throws Exception {
        try (RefusingServer server = new RefusingServer(sqlState, message)) {
            DownloadTokenService service =
                    RunningService.create(Map.of("POSTGRES_PORT", String.valueOf(server.port())));
            Future<Void> started = service.start();
            try {
                for (int attempt = 0; server.logins() < 3 && !started.isComplete(); attempt++) {
                    assertTrue(attempt < 500, "the service does not try again");
                    TimeUnit.MILLISECONDS.sleep(20);
                }

                assertFalse(started.isComplete());
            } finally {
                RunningService.stop(service);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"prefer", "disable", "require"})
    void serverOfAnotherProtocolEndsTheStart(String sslMode) throws Exception {
        HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        http.start();
        try {
            String failure = failure(
                    Map.of("POSTGRES_PORT", String.valueOf(http.getAddress().getPort()), "DATABASE_SSL_MODE", sslMode));

            assertTrue(failure.contains("is not Postgres; check POSTGRES_HOST and POSTGRES_PORT"), failure);
        } finally {
            http.stop(0);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"::1", "[::1]", " ::1 "})
    void hostMayBeAnAddressOfIpv6(String host) throws Exception {
        byte[] address = new byte[16];
        address[15] = 1; // ::1
        InetAddress loopback = InetAddress.getByAddress(address);
        assumeTrue(NetworkInterface.getByInetAddress(loopback) != null, "this machine has no IPv6");
        try (RefusingServer server = new RefusingServer(loopback, "28P01", "reached")) {
            String failure = failure(Map.of("POSTGRES_HOST", host, "POSTGRES_PORT", String.valueOf(server.port())));

            assertTrue(failure.contains("reached (SQLSTATE 28P01)"), failure);
        }
    }

    @Test
    void serverWithoutTlsEndsTheStartIfTlsIsRequired() throws Exception {
        String failure = failure(Map.of("DATABASE_SSL_MODE", "require"));

        assertTrue(failure.contains("Postgres has TLS off, but DATABASE_SSL_MODE requires it"), failure);
    }

    private static String failure(Map<String, String> settings) {
        DownloadTokenService service = RunningService.create(settings);
        try {
            return String.valueOf(assertThrows(
                            ExecutionException.class,
                            () -> service.start()
                                    .toCompletionStage()
                                    .toCompletableFuture()
                                    .get(30, TimeUnit.SECONDS))
                    .getMessage());
        } finally {
            RunningService.stop(service);
        }
    }
}
