package org.downloadtoken.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.MultiMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.downloadtoken.encoding.Sha256;
import org.downloadtoken.failure.FailureHeaders.Challenge;
import org.downloadtoken.failure.RequestFailure;

/**
 * The credential in the headers of a request, not yet verified. A credential is present if its header exists, even if it is
 * empty.
 */
public sealed interface Credential {
    /** Names of parameters in which no operation accepts a credential: that of GeoLens, and that of RFC 6750, section 2.3. */
    Set<String> FORBIDDEN_PARAMETERS = Set.of("api_key", "access_token");

    /** Neither header is present. */
    enum None implements Credential {
        NONE
    }

    /** A JWT as bearer token (RFC 6750, section 2.1). */
    record Bearer(String jwt) implements Credential {}

    /**
     * An API key.
     *
     * @param hash SHA-256 of the key, in hexadecimal
     */
    record ApiKey(String hash) implements Credential {}

    /**
     * Reads the headers.
     *
     * @throws RequestFailure if there is more than one credential, if one is in the URL, or if a header is malformed
     */
    static Credential of(MultiMap headers, Map<String, List<String>> queryParameters) {
        if (contains(queryParameters, FORBIDDEN_PARAMETERS)) {
            throw RequestFailure.unauthorized(Challenge.INVALID_REQUEST);
        }
        boolean bearer = headers.contains(CredentialHeaders.AUTHORIZATION);
        boolean apiKey = headers.contains(CredentialHeaders.API_KEY);
        if (!bearer && !apiKey) {
            return None.NONE;
        }
        if (bearer && apiKey) {
            throw RequestFailure.unauthorized(Challenge.INVALID_REQUEST);
        }
        return bearer
                ? new Bearer(bearerToken(single(headers, CredentialHeaders.AUTHORIZATION)))
                : new ApiKey(hash(single(headers, CredentialHeaders.API_KEY)));
    }

    /** Whether the query has one of these lower-case names, in any case: such a request is not anonymous. */
    static boolean contains(Map<String, List<String>> queryParameters, Set<String> names) {
        return !queryParameters.isEmpty()
                && queryParameters.keySet().stream().anyMatch(name -> names.contains(name.toLowerCase(Locale.ROOT)));
    }

    private static String single(MultiMap headers, CharSequence name) {
        List<String> values = headers.getAll(name);
        if (values.size() != 1) {
            throw RequestFailure.unauthorized(Challenge.INVALID_REQUEST);
        }
        return values.get(0);
    }

    private static String bearerToken(String authorization) {
        String scheme = "Bearer ";
        if (!authorization.regionMatches(true, 0, scheme, 0, scheme.length())) {
            throw RequestFailure.unauthorized(Challenge.INVALID_TOKEN);
        }
        return authorization.substring(scheme.length()).strip();
    }

    private static String hash(String key) {
        if (key.isEmpty()) {
            throw RequestFailure.unauthorized(Challenge.INVALID_TOKEN);
        }
        return Sha256.hex(key.getBytes(UTF_8));
    }
}
