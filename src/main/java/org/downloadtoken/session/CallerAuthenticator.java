package org.downloadtoken.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.downloadtoken.session.InvalidCredentials.Reason;

/**
 * Tells who asks from the credential of a request: none, a session JWT as bearer token (RFC 6750), or an API key. A
 * credential is present when its header exists, even empty; one that is present must hold.
 */
public final class CallerAuthenticator {
    private static final CharSequence API_KEY_HEADER = HttpHeaders.createOptimized("X-Api-Key");
    private static final String API_KEY_PARAMETER = "api_key";
    private static final String BEARER = "Bearer ";

    private final SessionVerifier sessions;

    public CallerAuthenticator(SessionVerifier sessions) {
        this.sessions = sessions;
    }

    /**
     * Authenticates one request.
     *
     * @throws InvalidCredentials if a credential is present that does not hold, more than one is, or one is in the URL
     */
    public Caller authenticate(MultiMap headers, MultiMap queryParameters) {
        if (queryParameters.contains(API_KEY_PARAMETER)) {
            throw new InvalidCredentials(Reason.INVALID_REQUEST);
        }
        boolean bearer = headers.contains(HttpHeaders.AUTHORIZATION);
        boolean apiKey = headers.contains(API_KEY_HEADER);
        if (!bearer && !apiKey) {
            return Caller.ANONYMOUS;
        }
        if (bearer && apiKey) {
            throw new InvalidCredentials(Reason.INVALID_REQUEST);
        }
        return bearer
                ? sessions.verify(bearerToken(single(headers, HttpHeaders.AUTHORIZATION)))
                : new Caller.ApiKey(sha256(single(headers, API_KEY_HEADER)));
    }

    private static String single(MultiMap headers, CharSequence name) {
        List<String> values = headers.getAll(name);
        if (values.size() != 1) {
            throw new InvalidCredentials(Reason.INVALID_REQUEST);
        }
        return values.get(0);
    }

    private static String bearerToken(String authorization) {
        if (!authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            throw new InvalidCredentials(Reason.INVALID_TOKEN);
        }
        return authorization.substring(BEARER.length()).strip();
    }

    private static String sha256(String key) {
        if (key.isEmpty()) {
            throw new InvalidCredentials(Reason.INVALID_TOKEN);
        }
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(key.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
