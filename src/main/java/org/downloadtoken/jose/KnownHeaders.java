package org.downloadtoken.jose;

import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import org.downloadtoken.encoding.StrictJson;
import org.jspecify.annotations.Nullable;

/**
 * Parses headers, and remembers those of genuine JWTs by their exact text: an issuer uses few headers. Nobody but an issuer
 * can fill or empty this cache. Belongs to one event loop.
 */
final class KnownHeaders {
    static final int MAX_HEADERS = 16;

    /** In characters. A header with a certificate chain is parsed each time. */
    static final int MAX_LENGTH = 1_024;

    private final Map<String, JsonObject> headers = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, JsonObject> eldest) {
            return size() > MAX_HEADERS;
        }
    };

    /**
     * The members of a header. The caller does not change them.
     *
     * @throws IllegalArgumentException if the header is not a JSON object in base64url
     */
    JsonObject parse(CompactJwt jwt) {
        @Nullable JsonObject known = headers.get(jwt.encodedHeader());
        return known == null ? StrictJson.object(jwt.header()) : known;
    }

    /** Remembers the header of a JWT with a valid signature. Forgets the oldest one if there are too many. */
    void remember(CompactJwt jwt, JsonObject header) {
        String encoded = jwt.encodedHeader();
        if (encoded.length() <= MAX_LENGTH) {
            headers.putIfAbsent(encoded, header);
        }
    }

    int size() {
        return headers.size();
    }
}
