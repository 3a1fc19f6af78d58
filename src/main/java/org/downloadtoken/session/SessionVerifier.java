package org.downloadtoken.session;

import io.vertx.core.json.JsonObject;
import java.util.UUID;
import java.util.regex.Pattern;
import org.downloadtoken.jose.JwtVerifier;
import org.downloadtoken.session.InvalidCredentials.Reason;

/**
 * Verifies session JWTs: of no other type, with the UUID of a user.
 *
 * @param versioned whether {@code token_version} counts; without it {@code sessions_revoked_at} alone revokes
 */
public record SessionVerifier(JwtVerifier jwt, String userIdClaim, boolean versioned) {
    private static final Pattern USER_ID = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    /**
     * Verifies all but what the catalog knows of the user.
     *
     * @throws InvalidCredentials whatever it is that does not hold
     */
    Caller.SessionUser verify(String token) {
        JsonObject claims = jwt.claims(token).orElseThrow(SessionVerifier::invalid);
        if ("download".equals(claims.getValue("typ"))) {
            throw invalid();
        }
        return new Caller.SessionUser(
                userId(claims, userIdClaim),
                versioned ? tokenVersion(claims) : Double.POSITIVE_INFINITY,
                claims.getValue("iat") instanceof Number iat ? iat.doubleValue() : 0);
    }

    /**
     * The user that a claim names.
     *
     * @throws InvalidCredentials if it is no UUID
     */
    public static UUID userId(JsonObject claims, String claim) {
        if (claims.getValue(claim) instanceof String subject
                && USER_ID.matcher(subject).matches()) {
            return UUID.fromString(subject);
        }
        throw invalid();
    }

    private static double tokenVersion(JsonObject claims) {
        if (!claims.containsKey("token_version")) {
            return 0;
        }
        if (claims.getValue("token_version") instanceof Number version) {
            return version.doubleValue();
        }
        throw invalid();
    }

    private static InvalidCredentials invalid() {
        return new InvalidCredentials(Reason.INVALID_TOKEN);
    }
}
