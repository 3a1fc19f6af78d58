package org.downloadtoken.access.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.VertxException;
import io.vertx.pgclient.PgException;
import java.net.ConnectException;
import java.security.cert.CertificateException;
import java.util.Optional;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogFailureTest {
    @Test
    void invalidCertificateIsPermanent() {
        Exception handshake = new SSLHandshakeException("handshake");
        handshake.initCause(new CertificateException("No subject alternative names"));

        assertEquals(
                Optional.of("the certificate of Postgres is not valid: No subject alternative names"),
                CatalogFailure.permanent(new VertxException("closed", handshake)));
    }

    @Test
    void serverThatCannotBeReachedIsTemporary() {
        assertEquals(Optional.empty(), CatalogFailure.permanent(new ConnectException("Connection refused")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"26000", "42P05"})
    void statementOfAnotherSessionHintsAtThePooler(String sqlState) {
        PgException failure = new PgException("prepared statement", "ERROR", sqlState, "");

        assertTrue(CatalogFailure.describe(failure).contains("a pooler in transaction mode is not supported"));
    }
}
