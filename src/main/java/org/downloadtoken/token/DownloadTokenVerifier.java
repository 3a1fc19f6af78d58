package org.downloadtoken.token;

import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.downloadtoken.jose.JwtVerifier;
import org.downloadtoken.jose.KeySet;
import org.downloadtoken.metrics.TokenMetrics;
import org.downloadtoken.session.InvalidCredentials;
import org.downloadtoken.session.InvalidCredentials.Reason;
import org.downloadtoken.session.SessionVerifier;

/**
 * Verifies download tokens, and remembers those that hold until they expire: a map viewer sends hundreds of ranges with
 * one token. What it remembers is forgotten with the keys that verified it. One instance an event loop, so without locks;
 * bounded, the least recently used goes first.
 */
public final class DownloadTokenVerifier {
    static final int MAX_REMEMBERED = 10_000;

    /** No token lives longer, whoever signed it. */
    private static final int MAX_LIFE_SECONDS = 120;

    private static final Pattern SCOPE =
            Pattern.compile("dataset:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

    private final JwtVerifier jwt;
    private final Clock clock;
    private final TokenMetrics metrics;
    private KeySet keys;
    private final Map<String, VerifiedToken> remembered = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, VerifiedToken> eldest) {
            return size() > MAX_REMEMBERED;
        }
    };

    public DownloadTokenVerifier(JwtVerifier jwt, Clock clock, TokenMetrics metrics) {
        this.jwt = jwt;
        this.keys = jwt.keys();
        this.clock = clock;
        this.metrics = metrics;
    }

    /**
     * Verifies a token for one dataset.
     *
     * @throws InvalidCredentials if it does not hold, is of another type, or opens another dataset
     */
    @SuppressWarnings("ReferenceEquality") // of key sets
    public VerifiedToken verify(String token, UUID datasetId) {
        if (jwt.keys() != keys) {
            remembered.clear(); // a key that was removed must not live on here
            keys = jwt.keys();
        }
        VerifiedToken verified = remembered.get(token);
        metrics.verified(verified != null);
        if (verified == null) {
            verified = verified(jwt.claims(token).orElseThrow(DownloadTokenVerifier::invalid));
            remembered.put(token, verified);
        } else if (verified.expiresAt() <= clock.millis() / 1000.0) {
            remembered.remove(token);
            throw invalid();
        }
        if (!verified.datasetId().equals(datasetId)) {
            throw invalid();
        }
        return verified;
    }

    private static VerifiedToken verified(JsonObject claims) {
        if ("download".equals(claims.getValue("typ"))
                && claims.getValue("scope") instanceof String scope
                && SCOPE.matcher(scope).matches()
                && claims.getValue("iat") instanceof Number iat
                && claims.getValue("exp") instanceof Number exp
                && exp.doubleValue() - iat.doubleValue() <= MAX_LIFE_SECONDS) {
            return new VerifiedToken(
                    UUID.fromString(scope.substring(scope.indexOf(':') + 1)),
                    claims.containsKey("sub") ? Optional.of(SessionVerifier.userId(claims, "sub")) : Optional.empty(),
                    exp.doubleValue());
        }
        throw invalid();
    }

    private static InvalidCredentials invalid() {
        return new InvalidCredentials(Reason.INVALID_TOKEN);
    }
}
