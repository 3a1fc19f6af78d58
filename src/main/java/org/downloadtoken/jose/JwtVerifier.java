package org.downloadtoken.jose;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.util.Base64;
import java.util.regex.Pattern;
import org.downloadtoken.jose.Verification.Rejected;
import org.downloadtoken.jose.Verification.Valid;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Verifies JWTs (RFC 7519, RFC 8725). Only the keys that the header selects may verify the signature, and only with the
 * algorithm of the key. {@code exp} is required. The times have no leeway. One instance per event loop.
 */
public final class JwtVerifier {
    private static final Logger LOG = LoggerFactory.getLogger(JwtVerifier.class);

    /** Exactly three segments of unpadded base64url. */
    private static final Pattern COMPACT = Pattern.compile("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+");

    private final VerificationKeyResolver keys;
    private final ExpectedIssuerAndAudience expected;
    private final int maxLength;
    private final Clock clock;

    /**
     * Creates a verifier.
     *
     * @param maxLength the length of the longest JWT that is accepted, in bytes
     */
    public JwtVerifier(VerificationKeyResolver keys, ExpectedIssuerAndAudience expected, int maxLength, Clock clock) {
        this.keys = keys;
        this.expected = expected;
        this.maxLength = maxLength;
        this.clock = clock;
    }

    /** The keys in use. If they change, a token that was verified before must be verified again. */
    public KeySet keys() {
        return keys.current();
    }

    /**
     * Verifies a token. Times and claims are checked before the signature, since that costs far more.
     *
     * @throws RuntimeException if the budget throws it
     */
    public Verification verify(String token, SignatureBudget budget) {
        if (token.length() > maxLength) {
            LOG.debug("A JWT of {} bytes is rejected; at most {} are accepted", token.length(), maxLength);
            return Rejected.INVALID;
        }
        if (!COMPACT.matcher(token).matches()) {
            return Rejected.INVALID;
        }
        int headerEnd = token.indexOf('.');
        int signedEnd = token.lastIndexOf('.');
        String signature = token.substring(signedEnd + 1);
        JsonObject claims;
        VerificationKeyResolver.Candidates candidates;
        byte[] signatureBytes;
        try {
            JsonObject header = StrictJson.object(decode(token.substring(0, headerEnd)));
            claims = StrictJson.object(decode(token.substring(headerEnd + 1, signedEnd)));
            if (header.containsKey("crit") // RFC 7515, section 4.1.11: no extension is supported
                    || !isCanonical(signature)
                    || !(claims.getValue("exp") instanceof Number exp)
                    || !hasBegun(claims)
                    || !expected.matches(claims)) {
                return Rejected.INVALID;
            }
            if (exp.doubleValue() <= now()) {
                return Rejected.EXPIRED;
            }
            if (keys.current().entries().isEmpty()) {
                return Rejected.NO_KEYS;
            }
            candidates = keys.find(header);
            signatureBytes = decode(signature);
        } catch (RuntimeException e) {
            return Rejected.INVALID; // the JDK and Vert.x reject a bad token with almost any exception
        }
        byte[] signed = token.substring(0, signedEnd).getBytes(US_ASCII);
        for (VerificationKey key : candidates.keys()) {
            if (key.verifies(signatureBytes, signed, budget)) {
                return new Valid(claims, key.entry());
            }
        }
        return candidates.mayBeOutdated() ? Rejected.UNKNOWN_KEY : Rejected.INVALID;
    }

    /** RFC 4648, section 3.5. Without this, the last character has several values that decode to the same signature. */
    private static boolean isCanonical(String signature) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(decode(signature))
                .equals(signature);
    }

    private static byte[] decode(String segment) {
        return Base64.getUrlDecoder().decode(segment);
    }

    /** RFC 7519, sections 4.1.5 and 4.1.6. The catalog (PyJWT) has no leeway either. */
    private boolean hasBegun(JsonObject claims) {
        if (claims.containsKey("nbf")
                && !(claims.getValue("nbf") instanceof Number nbf && nbf.doubleValue() <= now())) {
            return false;
        }
        return !(claims.getValue("iat") instanceof Number iat && iat.doubleValue() > now());
    }

    private double now() {
        return clock.millis() / 1000.0;
    }
}
