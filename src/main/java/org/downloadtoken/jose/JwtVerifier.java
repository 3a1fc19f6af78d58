package org.downloadtoken.jose;

import io.vertx.core.json.JsonObject;
import java.util.Optional;
import org.downloadtoken.encoding.StrictJson;
import org.downloadtoken.jose.Verification.Rejected;
import org.downloadtoken.jose.Verification.Valid;
import org.downloadtoken.log.RateLimitedLog;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Verifies JWTs (RFC 7519, RFC 8725). Only the keys that the header selects may verify the signature, and only with the
 * algorithm of the key. {@code exp} is required. One instance per event loop.
 */
public final class JwtVerifier {
    private static final Logger LOG = LoggerFactory.getLogger(JwtVerifier.class);
    private static final RateLimitedLog MISMATCHES = new RateLimitedLog(LOG, System::nanoTime);

    private final VerificationKeyResolver keys;
    private final ExpectedIssuerAndAudience expected;
    private final int maxLength;
    private final TimeClaims times;
    private final KnownHeaders headers;

    /**
     * Creates a verifier.
     *
     * @param maxLength the length of the longest JWT that is accepted, in bytes
     */
    public JwtVerifier(
            VerificationKeyResolver keys, ExpectedIssuerAndAudience expected, int maxLength, TimeClaims times) {
        this(keys, expected, maxLength, times, new KnownHeaders());
    }

    JwtVerifier(
            VerificationKeyResolver keys,
            ExpectedIssuerAndAudience expected,
            int maxLength,
            TimeClaims times,
            KnownHeaders headers) {
        this.headers = headers;
        this.keys = keys;
        this.expected = expected;
        this.maxLength = maxLength;
        this.times = times;
    }

    /** The keys in use. If they change, a token that was verified before must be verified again. */
    public KeySet keys() {
        return keys.current();
    }

    /**
     * Verifies a token. Claims are checked first, because a signature is expensive to verify. Only {@code iat} and {@code nbf}
     * are checked after the signature: the log then reports wrong clocks for genuine tokens alone.
     *
     * @throws RuntimeException if the budget throws it
     */
    public Verification verify(String token, SignatureBudget budget) {
        if (token.length() > maxLength) {
            return invalid("it has " + token.length() + " bytes, and at most " + maxLength + " are accepted");
        }
        Optional<CompactJwt> compact = CompactJwt.parse(token);
        return compact.isPresent()
                ? verify(compact.get(), budget)
                : invalid("it is not three segments of base64url, or its signature is not canonical");
    }

    private Verification verify(CompactJwt jwt, SignatureBudget budget) {
        JsonObject header;
        JsonObject claims;
        VerificationKeyResolver.Candidates candidates;
        byte[] signature;
        try {
            header = headers.parse(jwt);
            claims = StrictJson.object(jwt.claims());
            if (header.containsKey("crit")) { // RFC 7515, section 4.1.11: no extension is supported
                return invalid("its header has crit");
            }
            if (!(claims.getValue("exp") instanceof Number exp)) {
                return invalid("exp is missing or not a number");
            }
            if (!expected.matches(claims)) {
                if (expected.issuer().isPresent()) {
                    MISMATCHES.warn(
                            "A session is rejected: its iss is not SESSION_ISSUER, or its aud is not SESSION_AUDIENCE."
                                    + " Its signature was not verified, so anyone can have sent it");
                }
                return invalid("iss or aud is not the expected one");
            }
            if (times.isExpired(exp)) {
                return Rejected.EXPIRED;
            }
            if (keys.current().entries().isEmpty()) {
                return Rejected.NO_KEYS;
            }
            candidates = keys.find(header);
            signature = jwt.signature();
        } catch (RuntimeException e) {
            return invalid("it cannot be decoded"); // the JDK and Vert.x reject a bad token with almost any exception
        }
        byte[] signed = jwt.signed();
        for (VerificationKey key : candidates.keys()) {
            if (key.verifies(signature, signed, budget)) {
                headers.remember(jwt, header);
                return times.areReached(claims) ? new Valid(claims, key.entry()) : Rejected.INVALID;
            }
        }
        return candidates.mayBeOutdated()
                ? Rejected.UNKNOWN_KEY
                : invalid("no key verifies its signature with the algorithm of its header");
    }

    private static Rejected invalid(String cause) {
        LOG.debug("A JWT is rejected: {}", cause);
        return Rejected.INVALID;
    }
}
