package org.downloadtoken.token;

import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.UUID;
import org.downloadtoken.config.Tokens;
import org.downloadtoken.failure.FailureHeaders.Challenge;
import org.downloadtoken.failure.RequestFailure;
import org.downloadtoken.jose.JwtVerifier;
import org.downloadtoken.jose.KeySet;
import org.downloadtoken.jose.SignatureBudget;
import org.downloadtoken.jose.Verification;
import org.downloadtoken.jose.VerifiedJwtCache;
import org.downloadtoken.metrics.DownloadMetrics;
import org.downloadtoken.session.SessionVerifier;

/**
 * Verifies download tokens. A verified token is cached until it expires: a map viewer sends hundreds of range requests with one
 * token. One instance per event loop.
 *
 * @param verified tokens that were verified before
 */
public record DownloadTokenVerifier(
        JwtVerifier jwt, VerifiedJwtCache<VerifiedToken> verified, DownloadMetrics metrics) {
    /** The length of the longest download token that is accepted, in bytes. */
    public static final int MAX_LENGTH = 4 << 10;

    /**
     * Verifies a token for one dataset.
     *
     * @throws RequestFailure if the token is invalid, has another type, or is for another dataset
     */
    public VerifiedToken verify(String token, UUID datasetId, SignatureBudget budget) {
        Optional<VerifiedToken> known = verified.get(token, jwt.keys());
        metrics.verified(known.isPresent());
        VerifiedToken claims = known.orElseGet(() -> verifyNew(token, budget));
        if (!claims.datasetId().equals(datasetId)) {
            throw invalid();
        }
        return claims;
    }

    private VerifiedToken verifyNew(String token, SignatureBudget budget) {
        KeySet keys = jwt.keys();
        Verification verification = jwt.verify(token, budget);
        if (verification instanceof Verification.Valid valid) {
            VerifiedToken claims = verified(valid.claims());
            verified.put(token, claims, claims.expiresAt(), valid.key(), keys);
            return claims;
        }
        throw verification == Verification.Rejected.EXPIRED
                ? RequestFailure.unauthorized(Challenge.EXPIRED_TOKEN)
                : invalid();
    }

    private static VerifiedToken verified(JsonObject claims) {
        if (DownloadClaims.TYPE.equals(claims.getValue("typ"))
                && claims.getValue("scope") instanceof String scope
                && claims.getValue("iat") instanceof Number iat
                && claims.getValue("exp") instanceof Number exp
                && exp.doubleValue() - iat.doubleValue() <= Tokens.MAX_TTL.toSeconds()) {
            return new VerifiedToken(
                    DownloadClaims.datasetId(scope).orElseThrow(DownloadTokenVerifier::invalid),
                    claims.containsKey("sub") ? Optional.of(SessionVerifier.userId(claims, "sub")) : Optional.empty(),
                    exp.doubleValue(),
                    TokenId.of(claims.getValue(DownloadClaims.ID)));
        }
        throw invalid();
    }

    private static RequestFailure invalid() {
        return RequestFailure.unauthorized(Challenge.INVALID_TOKEN);
    }
}
