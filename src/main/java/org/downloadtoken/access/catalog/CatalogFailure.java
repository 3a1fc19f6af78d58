package org.downloadtoken.access.catalog;

import io.vertx.pgclient.PgException;
import java.security.cert.CertificateException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.downloadtoken.failure.Causes;

/** Classifies the failures of a catalog: a temporary one may end by itself, a permanent one needs the operator. */
public final class CatalogFailure {
    /**
     * SQLSTATEs, and classes of SQLSTATEs, of temporary failures: no connection, transaction rolled back, insufficient
     * resources, lock not available, query canceled, shutdown, starting up.
     */
    private static final List<String> TEMPORARY =
            List.of("08", "40", "53", "55P03", "57014", "57P01", "57P02", "57P03");

    /** A protocol violation. PgBouncer sends this SQLSTATE for all failures, also for those of the Postgres behind it. */
    private static final String PROTOCOL_VIOLATION = "08P01";

    private static final Pattern TEMPORARY_OF_A_POOLER = Pattern.compile(
            "^(?!unsupported).*(connect|crash|server login|timeout|shut|pause|suspend|too many|try again|retry)",
            Pattern.CASE_INSENSITIVE);

    /** The SQLSTATEs of a prepared statement that is missing or already there, because a pooler gave the connection to another client. */
    private static final List<String> OF_ANOTHER_SESSION = List.of("26000", "42P05");

    private static final String TLS_REFUSED = "Postgres Server does not handle SSL connection";

    private CatalogFailure() {}

    /** The cause of a permanent failure, as one line for the operator; empty if the failure may be temporary. */
    public static Optional<String> permanent(Throwable failure) {
        if (failure instanceof CatalogUnusable) {
            return Optional.of(String.valueOf(failure.getMessage()));
        }
        if (failure instanceof PgException answer) {
            return isTemporary(answer)
                    ? Optional.empty()
                    : Optional.of("Postgres rejects a query or the login: " + describe(answer));
        }
        if (Causes.of(failure)
                .anyMatch(cause -> String.valueOf(cause.getMessage()).startsWith(TLS_REFUSED))) {
            return Optional.of("Postgres has TLS off, but DATABASE_SSL_MODE requires it");
        }
        if (Causes.of(failure)
                .anyMatch(cause ->
                        cause instanceof IllegalArgumentException || cause instanceof UnsupportedOperationException)) {
            return Optional.of("the client cannot log in to Postgres: " + failure.getMessage()
                    + "; check POSTGRES_PASSWORD and the method of pg_hba.conf");
        }
        return Causes.of(failure)
                .filter(CertificateException.class::isInstance)
                .findFirst()
                .map(cause -> "the certificate of Postgres is not valid: " + cause.getMessage());
    }

    /** The message of a failure, as one clause for the operator. */
    public static String describe(Throwable failure) {
        return failure instanceof PgException answer
                ? answer.getErrorMessage() + " (SQLSTATE " + answer.getSqlState() + ")" + hint(answer)
                : String.valueOf(failure.getMessage());
    }

    private static boolean isTemporary(PgException answer) {
        String state = String.valueOf(answer.getSqlState());
        if (state.equals(PROTOCOL_VIOLATION)) {
            return TEMPORARY_OF_A_POOLER
                    .matcher(String.valueOf(answer.getErrorMessage()))
                    .find();
        }
        return TEMPORARY.stream().anyMatch(state::startsWith);
    }

    private static String hint(PgException answer) {
        return OF_ANOTHER_SESSION.contains(String.valueOf(answer.getSqlState()))
                ? "; a pooler in transaction mode is not supported, use session mode"
                : "";
    }
}
