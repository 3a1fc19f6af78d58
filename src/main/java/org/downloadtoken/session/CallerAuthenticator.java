package org.downloadtoken.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import java.util.List;
import java.util.Map;
import org.downloadtoken.encoding.Sha256;
import org.downloadtoken.failure.FailureHeaders.Challenge;
import org.downloadtoken.failure.RequestFailure;
import org.downloadtoken.jose.SignatureBudget;

/**
 * Identifies the caller by the credential of a request: none, a session JWT as bearer token (RFC 6750), or an API key. A
 * credential is present if its header exists, even if it is empty. A credential that is present must be valid.
 */
public final class CallerAuthenticator {
    private static final String API_KEY_PARAMETER = "api_key";
    private static final String BEARER = "Bearer ";
    private static final Future<Caller> ANONYMOUS = Future.succeededFuture(Caller.ANONYMOUS);

    private final SessionVerifier sessions;

    public CallerAuthenticator(SessionVerifier sessions) {
        this.sessions = sessions;
    }

    /**
     * Authenticates one request. Fails, or throws, if a credential is invalid, if there is more than one, or if one is in the
     * URL.
     */
    public Future<Caller> authenticate(
            MultiMap headers, Map<String, List<String>> queryParameters, SignatureBudget budget) {
        if (!queryParameters.isEmpty() && hasApiKey(queryParameters)) {
            throw RequestFailure.unauthorized(Challenge.INVALID_REQUEST);
        }
        boolean bearer = headers.contains(CredentialHeaders.AUTHORIZATION);
        boolean apiKey = headers.contains(CredentialHeaders.API_KEY);
        if (!bearer && !apiKey) {
            return ANONYMOUS;
        }
        if (bearer && apiKey) {
            throw RequestFailure.unauthorized(Challenge.INVALID_REQUEST);
        }
        return bearer
                ? sessions.verify(bearerToken(single(headers, CredentialHeaders.AUTHORIZATION)), budget)
                : Future.succeededFuture(new Caller.ApiKey(keyHash(single(headers, CredentialHeaders.API_KEY))));
    }

    /** Ignores the case of the name: {@code api_key} in any case is a credential, so the request is not anonymous. */
    private static boolean hasApiKey(Map<String, List<String>> queryParameters) {
        return queryParameters.keySet().stream().anyMatch(API_KEY_PARAMETER::equalsIgnoreCase);
    }

    private static String single(MultiMap headers, CharSequence name) {
        List<String> values = headers.getAll(name);
        if (values.size() != 1) {
            throw RequestFailure.unauthorized(Challenge.INVALID_REQUEST);
        }
        return values.get(0);
    }

    private static String bearerToken(String authorization) {
        if (!authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            throw RequestFailure.unauthorized(Challenge.INVALID_TOKEN);
        }
        return authorization.substring(BEARER.length()).strip();
    }

    private static String keyHash(String key) {
        if (key.isEmpty()) {
            throw RequestFailure.unauthorized(Challenge.INVALID_TOKEN);
        }
        return Sha256.hex(key.getBytes(UTF_8));
    }
}
