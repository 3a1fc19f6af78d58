package org.downloadtoken.session;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.downloadtoken.encoding.CanonicalUuid;
import org.downloadtoken.failure.Failure;
import org.downloadtoken.failure.FailureHeaders.Challenge;
import org.downloadtoken.failure.RequestFailure;
import org.downloadtoken.jose.JwtVerifier;
import org.downloadtoken.jose.KeySet;
import org.downloadtoken.jose.SignatureBudget;
import org.downloadtoken.jose.Verification;
import org.downloadtoken.jose.VerifiedJwtCache;
import org.downloadtoken.log.RateLimitedLog;
import org.slf4j.LoggerFactory;

/**
 * Verifies session JWTs. A session must not be a download token, and must name a user by UUID. One instance per event loop.
 *
 * @param verified sessions that were verified before
 */
public record SessionVerifier(SessionIssuer issuer, JwtVerifier jwt, VerifiedJwtCache<Caller.SessionUser> verified) {
    /** The claim {@code typ} of a download token, which is never a session. */
    public static final String DOWNLOAD_TOKEN_TYPE = "download";

    /** The length of the longest session JWT that is accepted, in bytes. Some issuers list a hundred roles in it. */
    public static final int MAX_LENGTH = 12 << 10;

    private static final RateLimitedLog LOG =
            new RateLimitedLog(LoggerFactory.getLogger(SessionVerifier.class), System::nanoTime);

    /** How long a session of an unknown key waits. */
    private static final long MAX_WAIT_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** The first refresh may join a fetch that started before the issuer published the key. The second one starts later. */
    private static final int MAX_REFRESHES = 2;

    /**
     * Verifies everything except the user, whom only the catalog knows. A session of an unknown key waits until the keys of
     * the issuer have been fetched again. Fails, or throws, with {@link Failure#INVALID_CREDENTIAL}, {@link
     * Failure#KEYS_UNAVAILABLE} or what the budget throws.
     */
    Future<Caller> verify(String token, SignatureBudget budget) {
        Optional<Caller.SessionUser> known = verified.get(token, jwt.keys());
        if (known.isPresent()) {
            return Future.succeededFuture(known.get());
        }
        return verify(token, budget, MAX_REFRESHES, System.nanoTime() + MAX_WAIT_NANOS);
    }

    private Future<Caller> verify(String token, SignatureBudget budget, int refreshes, long deadline) {
        KeySet keys = jwt.keys();
        Verification verification = jwt.verify(token, budget);
        if (verification instanceof Verification.Valid valid) {
            return Future.succeededFuture(user(token, valid, keys));
        }
        return switch ((Verification.Rejected) verification) {
            case INVALID -> Future.failedFuture(invalid());
            case EXPIRED -> Future.failedFuture(RequestFailure.unauthorized(Challenge.EXPIRED_TOKEN));
            case UNKNOWN_KEY -> withNewKeys(token, budget, keys, refreshes, deadline, invalid());
            case NO_KEYS ->
                withNewKeys(token, budget, keys, refreshes, deadline, new RequestFailure(Failure.KEYS_UNAVAILABLE));
        };
    }

    /** Verifies the session again if the keys have changed after a refresh. */
    @SuppressWarnings("ReferenceEquality") // a key set is replaced as a whole
    private Future<Caller> withNewKeys(
            String token,
            SignatureBudget budget,
            KeySet tried,
            int refreshes,
            long deadline,
            RequestFailure otherwise) {
        long waitMillis = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        if (refreshes == 0 || waitMillis <= 0 || issuer.published().isEmpty()) {
            return Future.failedFuture(otherwise);
        }
        return issuer.published()
                .get()
                .refresh(waitMillis)
                .compose(refreshed -> jwt.keys() == tried
                        ? withNewKeys(token, budget, tried, refreshes - 1, deadline, otherwise)
                        : verify(token, budget, refreshes - 1, deadline));
    }

    private Caller.SessionUser user(String token, Verification.Valid valid, KeySet keys) {
        JsonObject claims = valid.claims();
        if (!issuer.isCatalog()
                && !(claims.getValue(issuer.userIdClaim()) instanceof String id
                        && CanonicalUuid.parse(id).isPresent())) {
            LOG.warn("A session with a valid signature is rejected: its claim " + issuer.userIdClaim()
                    + ", which SESSION_USER_ID_CLAIM names, is not a UUID");
        }
        if (DOWNLOAD_TOKEN_TYPE.equals(claims.getValue("typ"))) {
            throw invalid();
        }
        double issuedAt = claims.getValue("iat") instanceof Number iat ? iat.doubleValue() : 0;
        Caller.SessionUser user = issuer.isCatalog()
                // iat is in whole seconds, so the session may be newer than a revocation in the same second. It is
                // accepted: token_version revokes it.
                ? new Caller.SessionUser(userId(claims, issuer.userIdClaim()), tokenVersion(claims), issuedAt + 1)
                : new Caller.SessionUser(userId(claims, issuer.userIdClaim()), Double.POSITIVE_INFINITY, issuedAt);
        if (claims.getValue("exp") instanceof Number exp) {
            verified.put(token, user, exp.doubleValue(), valid.key(), keys);
        }
        return user;
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
