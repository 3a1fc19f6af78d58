package org.downloadtoken.jose;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import org.downloadtoken.failure.RequestFailure;

/**
 * Verifies JWTs (RFC 7519, RFC 8725). Only the key that the header selects may verify the signature, and only with the
 * algorithm of that key. {@code exp} is required. The times have no leeway. One instance per event loop.
 */
public final class JwtVerifier {
    private static final int MAX_LENGTH = 4096;

    /** Exactly three segments of unpadded base64url. */
    private static final Pattern COMPACT = Pattern.compile("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+");

    private final VerificationKeyResolver keys;
    private final ExpectedIssuerAndAudience expected;
    private final Clock clock;

    public JwtVerifier(VerificationKeyResolver keys, ExpectedIssuerAndAudience expected, Clock clock) {
        this.keys = keys;
        this.expected = expected;
        this.clock = clock;
    }

    /** The keys in use. If they change, a token that was verified before must be verified again. */
    public KeySet keys() {
        return keys.current();
    }

    /**
     * The claims of a token; empty for any token that is not valid.
     *
     * @throws RequestFailure if no keys are known yet
     */
    public Optional<JsonObject> claims(String token) {
        if (token.length() > MAX_LENGTH || !COMPACT.matcher(token).matches()) {
            return Optional.empty();
        }
        int headerEnd = token.indexOf('.');
        int signedEnd = token.lastIndexOf('.');
        String signature = token.substring(signedEnd + 1);
        try {
            JsonObject header = StrictJson.object(decode(token.substring(0, headerEnd)));
            Optional<VerificationKey> key = keys.find(header);
            if (key.isEmpty()
                    || header.containsKey("crit") // RFC 7515, section 4.1.11: no extension is supported
                    || !isCanonical(signature)
                    || !key.get()
                            .verifies(
                                    decode(signature),
                                    token.substring(0, signedEnd).getBytes(US_ASCII))) {
                return Optional.empty();
            }
            JsonObject claims = StrictJson.object(decode(token.substring(headerEnd + 1, signedEnd)));
            return isCurrent(claims) && expected.matches(claims) ? Optional.of(claims) : Optional.empty();
        } catch (RequestFailure keysUnavailable) {
            throw keysUnavailable;
        } catch (RuntimeException e) {
            return Optional.empty(); // the JDK and Vert.x reject a bad token with almost any exception
        }
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

    /** RFC 7519, sections 4.1.4 to 4.1.6. The catalog (PyJWT) has no leeway either. */
    private boolean isCurrent(JsonObject claims) {
        double now = clock.millis() / 1000.0;
        if (!(claims.getValue("exp") instanceof Number exp && exp.doubleValue() > now)) {
            return false;
        }
        if (claims.containsKey("nbf") && !(claims.getValue("nbf") instanceof Number nbf && nbf.doubleValue() <= now)) {
            return false;
        }
        return !(claims.getValue("iat") instanceof Number iat && iat.doubleValue() > now);
    }
}
