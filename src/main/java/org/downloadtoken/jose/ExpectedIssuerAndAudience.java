package org.downloadtoken.jose;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** For whom, and from whom, a token has to be; without an audience it must be for nobody in particular. */
public record ExpectedIssuerAndAudience(Optional<String> issuer, Optional<String> audience) {
    /** For tokens that name neither, as the catalog's own; its library refuses one that has an audience likewise. */
    public static final ExpectedIssuerAndAudience ANY =
            new ExpectedIssuerAndAudience(Optional.empty(), Optional.empty());

    boolean isOf(JsonObject claims) {
        if (issuer.isPresent() && !issuer.get().equals(claims.getValue("iss"))) {
            return false;
        }
        return audience.map(wanted -> names(claims.getValue("aud"), wanted)).orElse(!claims.containsKey("aud"));
    }

    /** RFC 7519, section 4.1.3: a string, or an array of them. */
    private static boolean names(@Nullable Object claim, String audience) {
        if (claim instanceof JsonArray several) {
            return several.contains(audience);
        }
        return audience.equals(claim);
    }
}
