package org.downloadtoken.jose;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The issuer and the audience that a token must name. Without an expected issuer, any issuer is accepted. Without an
 * expected audience, a token that names one is rejected.
 */
public record ExpectedIssuerAndAudience(Optional<String> issuer, Optional<String> audience) {
    /** For the catalog's own tokens, which name neither. The catalog (PyJWT) also rejects a token that has an audience. */
    public static final ExpectedIssuerAndAudience NO_AUDIENCE =
            new ExpectedIssuerAndAudience(Optional.empty(), Optional.empty());

    boolean matches(JsonObject claims) {
        if (issuer.isPresent() && !issuer.get().equals(claims.getValue("iss"))) {
            return false;
        }
        return audience.map(expected -> names(claims.getValue("aud"), expected)).orElse(!claims.containsKey("aud"));
    }

    /** RFC 7519, section 4.1.3: a string, or an array of strings. */
    private static boolean names(@Nullable Object claim, String audience) {
        if (claim instanceof JsonArray audiences) {
            return audiences.contains(audience);
        }
        return audience.equals(claim);
    }
}
