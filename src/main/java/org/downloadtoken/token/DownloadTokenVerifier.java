package org.downloadtoken.token;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.downloadtoken.config.Tokens;
import org.downloadtoken.failure.FailureHeaders.Challenge;
import org.downloadtoken.failure.RequestFailure;
import org.downloadtoken.jose.JwtVerifier;
import org.downloadtoken.jose.KeySet;
import org.downloadtoken.metrics.DownloadMetrics;
import org.downloadtoken.session.SessionVerifier;

/**
 * Verifies download tokens, and caches verified tokens until they expire: a map viewer sends hundreds of range requests with
 * one token. The cache is cleared when the keys change. One instance per event loop.
 */
public final class DownloadTokenVerifier {
    static final int MAX_REMEMBERED = 10_000;

    private final JwtVerifier jwt;
    private final Clock clock;
    private final DownloadMetrics metrics;
    private KeySet keys;
    private final Cache<String, VerifiedToken> remembered = Caffeine.newBuilder()
            .maximumSize(MAX_REMEMBERED)
            .executor(Runnable::run) // maintenance is short and stays on the event loop
            .build();

    public DownloadTokenVerifier(JwtVerifier jwt, Clock clock, DownloadMetrics metrics) {
        this.jwt = jwt;
        this.keys = jwt.keys();
        this.clock = clock;
        this.metrics = metrics;
    }

    /**
     * Verifies a token for one dataset.
     *
     * @throws RequestFailure if the token is invalid, has another type, or is for another dataset
     */
    @SuppressWarnings("ReferenceEquality") // a key set is replaced as a whole
    public VerifiedToken verify(String token, UUID datasetId) {
        if (jwt.keys() != keys) {
            remembered.invalidateAll(); // a removed key must not stay valid here
            keys = jwt.keys();
        }
        VerifiedToken verified = remembered.getIfPresent(token);
        metrics.verified(verified != null);
        if (verified == null) {
            verified = verified(jwt.claims(token).orElseThrow(DownloadTokenVerifier::invalid));
            remembered.put(token, verified);
        } else if (verified.expiresAt() <= clock.millis() / 1000.0) {
            remembered.invalidate(token);
            throw invalid();
        }
        if (!verified.datasetId().equals(datasetId)) {
            throw invalid();
        }
        return verified;
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
                    exp.doubleValue());
        }
        throw invalid();
    }

    private static RequestFailure invalid() {
        return RequestFailure.unauthorized(Challenge.INVALID_TOKEN);
    }
}
