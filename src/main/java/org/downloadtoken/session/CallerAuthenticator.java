package org.downloadtoken.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.List;
import org.downloadtoken.encoding.Sha256;
import org.downloadtoken.failure.FailureDetail.Challenge;
import org.downloadtoken.failure.RequestFailure;

/**
 * Tells who asks from the credential of a request: none, a session JWT as bearer token (RFC 6750), or an API key. A
 * credential is present when its header exists, even empty; one that is present must hold.
 */
public final class CallerAuthenticator {
    private static final CharSequence API_KEY_HEADER = HttpHeaders.createOptimized(CredentialHeaders.API_KEY);
    private static final String API_KEY_PARAMETER = "api_key";
    private static final String BEARER = "Bearer ";

    private final SessionVerifier sessions;

    public CallerAuthenticator(SessionVerifier sessions) {
        this.sessions = sessions;
    }

    /**
     * Authenticates one request.
     *
     * @throws RequestFailure if a credential is present that does not hold, more than one is, or one is in the URL
     */
    public Caller authenticate(MultiMap headers, MultiMap queryParameters) {
        if (queryParameters.contains(API_KEY_PARAMETER)) {
            throw RequestFailure.unauthorized(Challenge.INVALID_REQUEST);
        }
        boolean bearer = headers.contains(HttpHeaders.AUTHORIZATION);
        boolean apiKey = headers.contains(API_KEY_HEADER);
        if (!bearer && !apiKey) {
            return Caller.ANONYMOUS;
        }
        if (bearer && apiKey) {
            throw RequestFailure.unauthorized(Challenge.INVALID_REQUEST);
        }
        return bearer
                ? sessions.verify(bearerToken(single(headers, HttpHeaders.AUTHORIZATION)))
                : new Caller.ApiKey(keyHash(single(headers, API_KEY_HEADER)));
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
