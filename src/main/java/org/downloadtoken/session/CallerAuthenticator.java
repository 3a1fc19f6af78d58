package org.downloadtoken.session;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.downloadtoken.failure.FailureHeaders.Challenge;
import org.downloadtoken.failure.RequestFailure;
import org.downloadtoken.jose.SignatureBudget;

/**
 * Identifies the caller by the credential of a request: none, a session JWT, or an API key. A credential that is present must
 * be valid.
 */
public final class CallerAuthenticator {
    /** A download accepts a download token in this parameter. No other request may have a credential in its URL. */
    private static final Set<String> TOKEN_PARAMETER = Set.of("token");

    private static final Future<Caller> ANONYMOUS = Future.succeededFuture(Caller.ANONYMOUS);

    private final SessionVerifier sessions;

    public CallerAuthenticator(SessionVerifier sessions) {
        this.sessions = sessions;
    }

    /**
     * Authenticates a request other than a download. Fails, or throws a {@link RequestFailure}, if a credential is invalid, if there is more than
     * one, or if one is in the URL.
     */
    public Future<Caller> authenticate(
            MultiMap headers, Map<String, List<String>> queryParameters, SignatureBudget budget) {
        if (Credential.contains(queryParameters, TOKEN_PARAMETER)) {
            throw RequestFailure.unauthorized(Challenge.INVALID_REQUEST);
        }
        return authenticate(Credential.of(headers, queryParameters), budget);
    }

    /** Authenticates one credential. Fails, or throws a {@link RequestFailure}, if it is invalid. */
    public Future<Caller> authenticate(Credential credential, SignatureBudget budget) {
        if (credential instanceof Credential.Bearer bearer) {
            return sessions.verify(bearer.jwt(), budget);
        }
        return credential instanceof Credential.ApiKey key
                ? Future.succeededFuture(new Caller.ApiKey(key.hash()))
                : ANONYMOUS;
    }
}
