package org.downloadtoken.session;

import io.vertx.core.json.JsonObject;
import java.util.UUID;
import org.downloadtoken.encoding.CanonicalUuid;
import org.downloadtoken.failure.FailureHeaders.Challenge;
import org.downloadtoken.failure.RequestFailure;
import org.downloadtoken.jose.JwtVerifier;

/**
 * Verifies session JWTs. A session must not be a download token, and must name a user by UUID.
 *
 * @param userIdClaim the claim with the catalog's id of the user
 * @param versioned whether {@code token_version} can revoke a session; if not, only {@code sessions_revoked_at} can
 */
public record SessionVerifier(JwtVerifier jwt, String userIdClaim, boolean versioned) {
    /** The claim {@code typ} of a download token, which is never a session. */
    public static final String DOWNLOAD_TOKEN_TYPE = "download";

    /**
     * Verifies everything except the user, whom only the catalog knows.
     *
     * @throws RequestFailure if the session is not valid
     */
    Caller.SessionUser verify(String token) {
        JsonObject claims = jwt.claims(token).orElseThrow(SessionVerifier::invalid);
        if (DOWNLOAD_TOKEN_TYPE.equals(claims.getValue("typ"))) {
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
     * @throws RequestFailure if the claim is not a UUID
     */
    public static UUID userId(JsonObject claims, String claim) {
        if (claims.getValue(claim) instanceof String userId) {
            return CanonicalUuid.parse(userId).orElseThrow(SessionVerifier::invalid);
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

    private static RequestFailure invalid() {
        return RequestFailure.unauthorized(Challenge.INVALID_TOKEN);
    }
}
